import { i18n } from '@lingui/core'
import { activateStrings, type Locale, locales } from '../locales/strings.ts'
import { isolateNames } from './isolate.ts'

const key = 'parley:locale'

isolateNames(i18n)

function isLocale(tag: string | null | undefined): tag is Locale {
  return tag != null && Object.hasOwn(locales, tag)
}

function storedLocale(): Locale | null {
  try {
    const tag = localStorage.getItem(key)
    return isLocale(tag) ? tag : null
  } catch {
    return null
  }
}

/** The language chosen on this browser, else the first of the browser's that we speak, else English. */
export function preferredLocale(): Locale {
  const stored = storedLocale()
  if (stored) return stored
  for (const tag of navigator.languages) {
    const language = tag.split('-')[0]
    if (isLocale(language)) return language
  }
  return 'en'
}

/** Loads a language and shows everything in it. */
export async function activateLocale(locale: Locale): Promise<void> {
  await activateStrings(locale)
  document.documentElement.lang = locale
}

/** Shows everything in this language and keeps the choice for this browser. */
export async function chooseLocale(locale: Locale): Promise<void> {
  try {
    localStorage.setItem(key, locale)
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
  await activateLocale(locale)
}
