/** Orders snowflakes as numbers, which is also the order in which they were made. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
