import { i18n, type Messages } from '@lingui/core'

/** The languages of the client, by the tag that `Intl` and `<html lang>` take (RFC 5646), each in its own words. */
export const locales = { en: 'English', es: 'Español' } as const

export type Locale = keyof typeof locales

type Load = () => Promise<{ messages: Messages }>

/** What the first screens can say, and what comes later can besides. */
const parts: Record<Locale, { first: Load; later: Load }> = {
  en: { first: () => import('virtual:strings/en'), later: () => import('virtual:strings/en/later') },
  es: { first: () => import('virtual:strings/es'), later: () => import('virtual:strings/es/later') },
}

/** The language of what comes later, once that has been asked for. */
let laterLocale: Locale | undefined

/** Says everything in a language from now on. */
export async function activateStrings(locale: Locale): Promise<void> {
  const { first, later } = parts[locale]
  const [strings, more] = await Promise.all([first(), laterLocale && later()])
  if (more) laterLocale = locale
  i18n.loadAndActivate({ locale, messages: { ...strings.messages, ...more?.messages } })
}

/** Loads a part of the page that comes after the first screen, and what it says. */
export async function withItsStrings<Part>(part: Promise<Part>): Promise<Part> {
  const [loaded] = await Promise.all([part, loadLaterStrings()])
  return loaded
}

async function loadLaterStrings(): Promise<void> {
  const locale = i18n.locale as Locale
  if (laterLocale === locale) return
  const { messages } = await parts[locale].later()
  // Somebody may have asked for it, or for another language, meanwhile.
  if (laterLocale === locale || i18n.locale !== locale) return
  laterLocale = locale
  i18n.load(locale, messages)
}
