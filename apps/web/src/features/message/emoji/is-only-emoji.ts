const onlyEmoji = /^(?:\p{RGI_Emoji}|\s)+$/v
const oneEmoji = /\p{RGI_Emoji}/gv

/** More than so many are a wall. */
const MAX = 30
/** No emoji is longer than this. */
const MAX_LENGTH = MAX * 32

/** Whether a message is a few emoji and nothing else: those are shown large. */
export function isOnlyEmoji(content: string): boolean {
  return content.length <= MAX_LENGTH && onlyEmoji.test(content) && (content.match(oneEmoji)?.length ?? 0) <= MAX
}
