import type { EmojiData, SkinTone } from 'frimousse'
import fuzzysort from 'fuzzysort'

/** An emoji that was looked for, under the name by which it was found. */
export interface FoundEmoji {
  emoji: string
  name: string
}

/** The emoji whose shortcodes, or names in the reader's language, fit best. */
export function searchEmoji({ emojis }: EmojiData, query: string, tone: SkinTone, limit: number): FoundEmoji[] {
  const names = emojis.flatMap((entry) => [...(entry.aliases ?? []), entry.label].map((name) => ({ name, entry })))
  const found = new Map<string, FoundEmoji>()
  for (const { obj } of fuzzysort.go(query, names, { key: 'name', limit: limit * 4, threshold: 0.4 })) {
    const { emoji, skins } = obj.entry
    if (found.has(emoji) || found.size === limit) continue
    found.set(emoji, { emoji: tone === 'none' ? emoji : (skins?.[tone] ?? emoji), name: obj.name })
  }
  return [...found.values()]
}
