import type { EmojiData, SkinTone } from 'frimousse'

/** An emoji that was written out: `:tada:`. */
export interface Shortcode {
  name: string
  /** Where its first colon stands. */
  start: number
}

const pattern = /(?:^|[\s([{"'>*_~|-]):([\w+-]{1,40}):$/

/** Finds the shortcode that ends at the caret, if one does. */
export function findShortcode(text: string, caret: number): Shortcode | undefined {
  const name = pattern.exec(text.slice(0, caret))?.[1]
  return name === undefined ? undefined : { name, start: caret - name.length - 2 }
}

/** The emoji that a shortcode stands for. */
export function emojiOf({ emojis }: EmojiData, name: string, tone: SkinTone): string | undefined {
  const entry = emojis.find(({ aliases }) => aliases?.includes(name))
  return entry && (tone === 'none' ? entry.emoji : (entry.skins?.[tone] ?? entry.emoji))
}
