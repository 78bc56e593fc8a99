import { i18n } from '@lingui/core'
import type { EmojiData } from 'frimousse'
import type { Locale } from '../../../locales/strings.ts'

const loaders: Record<Locale, () => Promise<{ default: EmojiData }>> = {
  en: () => import('virtual:emoji/en'),
  es: () => import('virtual:emoji/es'),
}

/** The names of all emoji in the chosen language; loaded when first needed. */
export async function loadEmojiData(): Promise<EmojiData> {
  return (await loaders[i18n.locale as Locale]()).default
}
