/** What is being named at the caret: a person by `@`, a channel by `#`, an emoji by `:`. */
export interface Trigger {
  kind: 'person' | 'channel' | 'emoji'
  /** What was typed of the name. */
  query: string
  /** Where the sign stands. */
  start: number
}

const kinds = { '@': 'person', '#': 'channel', ':': 'emoji' } as const

/** So much is looked at before the caret. */
const MAX_LENGTH = 40
const pattern = /(?:^|[\s([{"'>*_~|-])([@#:])([\p{L}\p{N}._+-]*)$/u

/** Finds what is being named at the caret, if anything. One letter is too little for an emoji: people write times. */
export function findTrigger(text: string, caret: number): Trigger | undefined {
  const from = Math.max(0, caret - MAX_LENGTH)
  const found = pattern.exec(text.slice(from, caret))
  const [, sign, query = ''] = found ?? []
  if (!found || (sign !== '@' && sign !== '#' && sign !== ':')) return undefined
  if (sign === ':' && query.length < 2) return undefined
  return { kind: kinds[sign], query, start: caret - query.length - 1 }
}
