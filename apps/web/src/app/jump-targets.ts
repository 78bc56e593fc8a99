import type { Channel } from '@parley/contracts/channel'
import type { Conversation } from '@parley/contracts/conversation'
import type { Server } from '@parley/contracts/server'
import type { User } from '@parley/contracts/user'

/** Somewhere one can go from the quick switcher. */
export type JumpTarget =
  | { kind: 'channel'; id: string; label: string; hint: string; channel: Channel }
  | { kind: 'conversation'; id: string; label: string; hint: string; conversation: Conversation }
  | { kind: 'server'; id: string; label: string; hint: string; server: Server }
  | { kind: 'person'; id: string; label: string; hint: string; user: User }

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** How well a label fits what was typed: 0 not at all, more is better. */
function fit(label: string, typed: string): number {
  const text = fold(label)
  if (text.startsWith(typed)) return 3
  if (text.split(/[\s\-_.#@]+/).some((word) => word.startsWith(typed))) return 2
  return text.includes(typed) ? 1 : 0
}

/** What was typed, without the sign that people put before channels and usernames. */
export function bareName(typed: string): string {
  return typed.trim().replace(/^[#@]/, '')
}

/** The targets that fit what was typed, the best first; without anything typed, all as they come. */
export function matchTargets(targets: readonly JumpTarget[], typed: string, max: number): JumpTarget[] {
  const wanted = fold(bareName(typed))
  if (wanted === '') return targets.slice(0, max)
  return targets
    .map((target) => ({ target, score: Math.max(fit(target.label, wanted), fit(target.hint, wanted) / 4) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, max)
    .map(({ target }) => target)
}
