const number = new Intl.NumberFormat('en')

/** "1 member", "1,204 members". */
export function countMembers(count: number): string {
  return `${number.format(count)} ${count === 1 ? 'member' : 'members'}`
}
