/** The item after (or with -1 before) the current one, around the ends; without a current one the first or the last. */
export function neighbour<Item>(
  items: readonly Item[],
  isCurrent: (item: Item) => boolean,
  step: 1 | -1,
  fits: (item: Item) => boolean = () => true,
): Item | undefined {
  const start = items.findIndex(isCurrent)
  const from = start === -1 && step === -1 ? items.length : start
  for (let distance = 1; distance <= items.length; distance++) {
    const item = items[(from + step * distance + items.length * 2) % items.length]
    if (item !== undefined && !isCurrent(item) && fits(item)) return item
  }
  return undefined
}
