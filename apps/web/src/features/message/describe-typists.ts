/** "Ana is typing…", "Ana and Ben are typing…"; `count` people, of whom some are known by name. */
export function describeTypists(names: readonly string[], count: number): string {
  if (count === 0) return ''
  if (count > 3) return 'Several people are typing…'
  if (names.length < count) return count === 1 ? 'Somebody is typing…' : 'Several people are typing…'
  if (count === 1) return `${names[0]} is typing…`
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are typing…`
}
