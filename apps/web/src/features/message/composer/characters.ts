/** Length as the app counts it: trimmed, in code points. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text.trim()) count++
  return count
}

/** The first so many characters of a text. */
export function firstCharacters(text: string, count: number): string {
  let end = 0
  let left = count
  for (const character of text) {
    if (left-- === 0) break
    end += character.length
  }
  return text.slice(0, end)
}
