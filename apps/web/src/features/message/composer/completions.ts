import type { Channel } from '@parley/contracts/channel'
import type { Author, PresenceStatus } from '@parley/contracts/user'
import fuzzysort from 'fuzzysort'

/** So many suggestions are shown. */
export const MAX_COMPLETIONS = 8

/** How much better than its name fits somebody who is here now counts. */
const ONLINE_BONUS = 0.2

/** People whose name fits what was typed; who is here now comes first. */
export function completePeople(
  people: readonly Author[],
  query: string,
  statusOf: (userId: string) => PresenceStatus | undefined,
): Author[] {
  const isHere = ({ id }: Author) => (statusOf(id) ?? 'offline') !== 'offline'
  const ranked =
    query === ''
      ? people.map((person) => ({ person, score: 0 }))
      : fuzzysort
          .go(query, people, { keys: ['displayName', 'username'], limit: 50, threshold: 0.3 })
          .map(({ obj, score }) => ({ person: obj, score }))
  return ranked
    .map(({ person, score }) => ({ person, score: score + (isHere(person) ? ONLINE_BONUS : 0) }))
    .sort((a, b) => b.score - a.score || a.person.displayName.localeCompare(b.person.displayName))
    .slice(0, MAX_COMPLETIONS)
    .map(({ person }) => person)
}

/** Channels whose name fits what was typed. */
export function completeChannels(channels: readonly Channel[], query: string): Channel[] {
  if (query === '') return channels.slice(0, MAX_COMPLETIONS)
  return fuzzysort.go(query, channels, { key: 'name', limit: MAX_COMPLETIONS, threshold: 0.3 }).map(({ obj }) => obj)
}
