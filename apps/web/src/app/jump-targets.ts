import type { Channel } from '@parley/contracts/channel'
import { channelType } from '@parley/contracts/channel-type'
import type { Conversation } from '@parley/contracts/conversation'
import type { Server } from '@parley/contracts/server'
import type { User } from '@parley/contracts/user'
import fuzzysort from 'fuzzysort'

/** Somewhere one can go from the quick switcher. */
export type JumpTarget = { id: string; label: string; hint: string } & (
  | { kind: 'channel'; channel: Channel }
  | { kind: 'conversation'; conversation: Conversation }
  | { kind: 'server'; server: Server }
  | { kind: 'person'; user: User }
)

/** A target with the letters of its label that were typed. */
export interface FoundTarget {
  target: JumpTarget
  hits: ReadonlySet<number>
}

/** What comes first among equals, and before anything is typed. */
export interface JumpOrder {
  /** Ids of where one was, the latest first. */
  recent: readonly string[]
  /** How much waits there: 2 where something is meant for one, 1 where anything is unread, else 0. */
  urgency: (id: string) => number
}

const kinds: Record<string, readonly JumpTarget['kind'][]> = {
  '@': ['person', 'conversation'],
  '#': ['channel'],
  '*': ['server'],
}

/** What was typed without the sign before it that says what is looked for. */
export function bareName(typed: string): string {
  return typed
    .trim()
    .replace(/^[@#*]/, '')
    .trim()
}

/** Nobody should be heard somewhere because of a name that a text channel has as well. */
const isVoice = (target: JumpTarget) => target.kind === 'channel' && target.channel.type === channelType.voice

/** The targets that fit what was typed, the best first; without anything typed what waits, then what is recent. */
export function findTargets(
  targets: readonly JumpTarget[],
  typed: string,
  { recent, urgency }: JumpOrder,
  max: number,
): FoundTarget[] {
  const wanted = kinds[typed.trim().charAt(0)]
  const candidates = wanted ? targets.filter(({ kind }) => wanted.includes(kind)) : targets
  const name = bareName(typed)
  const recency = new Map(recent.map((id, index) => [id, 1 - index / recent.length]))
  const weight = ({ id }: JumpTarget) => urgency(id) * 2 + (recency.get(id) ?? 0)
  if (name === '') {
    const ordered = candidates.toSorted((a, b) => weight(b) - weight(a))
    return ordered.slice(0, max).map((target) => ({ target, hits: new Set() }))
  }
  const results = fuzzysort.go(name, candidates, {
    keys: ['label', 'hint'],
    limit: max,
    threshold: 0.15,
    scoreFn: (fits) => {
      const best = Math.max(fits[0]?.score ?? 0, (fits[1]?.score ?? 0) * 0.6)
      // Enough to decide between equals, not to put what hardly fits before what does.
      return best === 0 ? 0 : best + weight(fits.obj) * 0.01 - (isVoice(fits.obj) ? 0.03 : 0)
    },
  })
  return results.map((result) => ({ target: result.obj, hits: new Set(result[0]?.indexes) }))
}
