import type { Message, MessagePage } from '@parley/contracts/message'
import type { Author, User } from '@parley/contracts/user'
import { compareIds } from './compare-ids.ts'

/**
 * A message as it is cached. A deleted one keeps its place, emptied, so that the rows around it keep their index and
 * nothing on the screen moves but the gap that closes.
 */
export interface CachedMessage extends Message {
  deleted?: true
}

/** Both ends included. */
interface Range {
  from: number
  to: number
}

/** A run of neighbouring messages of one channel: the part of its history that is loaded. */
export interface MessageWindow {
  /** By `seq`; nothing between two neighbours is missing. */
  messages: readonly CachedMessage[]
  hasOlder: boolean
  hasNewer: boolean
  /** The window accounts for every message up to here. */
  lastSeq: number
  /** What is known to be as the app has it now; edits and deletions elsewhere may have been missed while away. */
  fresh: Range | null
  /** Ids deleted before the message itself arrived. */
  deletedIds: readonly string[]
  /** Grows when the window is replaced by one that does not touch it. */
  generation: number
}

/** Which page was asked for; `before` and `after` are the `seq` of the message that anchored the request. */
export type PageRequest = { newest: true } | { around: true } | { before: number } | { after: number }

/** Index of the first message whose `seq` is at least `seq`. */
export function indexOfSeq(messages: readonly CachedMessage[], seq: number): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((messages[middle]?.seq ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of a message by its id, which sorts as its `seq` does; -1 when it is not loaded. */
export function indexOfId(messages: readonly CachedMessage[], id: string): number {
  let low = 0
  let high = messages.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const order = compareIds(messages[middle]?.id ?? '', id)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Whether a message that was once here has been deleted, as far as the window tells. */
export function isDeleted({ messages, hasOlder, hasNewer, deletedIds }: MessageWindow, id: string): boolean {
  const known = messages[indexOfId(messages, id)]
  if (known) return known.deleted ?? false
  if (deletedIds.includes(id)) return true
  const isAbove = compareIds(id, messages[0]?.id ?? '') < 0
  const isBelow = compareIds(id, messages.at(-1)?.id ?? '') > 0
  return isAbove ? !hasOlder : isBelow ? !hasNewer : true
}

/** The window that one page makes. */
export function windowFromPage(page: MessagePage, request: PageRequest, generation = 0): MessageWindow {
  const first = page.messages[0]?.seq ?? 0
  const last = page.messages.at(-1)?.seq ?? 0
  const around = 'around' in request
  return {
    messages: page.messages,
    // Which side a page around a message has more on is not told; asking there tells.
    hasOlder: around ? first > 1 : page.hasMore,
    hasNewer: around,
    lastSeq: last,
    fresh: { from: !around && !page.hasMore ? 0 : first, to: last },
    deletedIds: [],
    generation,
  }
}

/** Whether messages between the window's end and this one have not arrived. */
export function leavesGap(window: MessageWindow, message: Message): boolean {
  return !window.hasNewer && message.seq > window.lastSeq + 1
}

/**
 * Takes in a new or edited message. One known already, or older than what is known of it, changes nothing; one that
 * would leave a gap is left to healing.
 */
export function receiveMessage(window: MessageWindow, message: Message): MessageWindow {
  const { messages, lastSeq } = window
  const index = indexOfSeq(messages, message.seq)
  const known = messages[index]
  if (known?.seq === message.seq) {
    const merged = fresher(known, message)
    return merged === known ? window : { ...window, messages: messages.with(index, merged) }
  }
  if (message.seq > lastSeq) {
    if (window.hasNewer || leavesGap(window, message)) return window
    return append(window, message)
  }
  if (index === 0 || window.deletedIds.includes(message.id)) return window
  return { ...window, messages: messages.toSpliced(index, 0, message) }
}

function append(window: MessageWindow, message: Message): MessageWindow {
  const deleted = window.deletedIds.includes(message.id)
  return {
    ...window,
    messages: [...window.messages, deleted ? emptied(message) : message],
    lastSeq: message.seq,
    fresh: window.fresh && window.fresh.to >= window.lastSeq ? { ...window.fresh, to: message.seq } : window.fresh,
  }
}

/** Empties a deleted message in its place. */
export function removeMessage(window: MessageWindow, id: string): MessageWindow {
  const index = indexOfId(window.messages, id)
  const known = window.messages[index]
  if (known === undefined) {
    if (window.deletedIds.includes(id)) return window
    return { ...window, deletedIds: [...window.deletedIds.slice(-99), id] }
  }
  return known.deleted ? window : { ...window, messages: window.messages.with(index, emptied(known)) }
}

/**
 * Merges a page into the window it was asked for: brings in what is new, replaces what was edited, empties what was
 * deleted. `knownTo` is the window's `lastSeq` when the page was asked for: what came later the page cannot know.
 */
export function mergePage(
  window: MessageWindow,
  page: MessagePage,
  request: PageRequest,
  knownTo = window.lastSeq,
): MessageWindow {
  const range = coveredRange(page, request, knownTo)
  const first = window.messages[0]?.seq ?? window.lastSeq + 1
  if (range.to < first - 1 || range.from > window.lastSeq + 1) {
    return windowFromPage(page, request, window.generation + 1)
  }
  const start = indexOfSeq(window.messages, range.from)
  const end = indexOfSeq(window.messages, range.to + 1)
  const middle = reconcile(window.messages.slice(start, end), page.messages, window.deletedIds)
  const messages = [...window.messages.slice(0, start), ...middle, ...window.messages.slice(end)]
  const reachesEnd = 'newest' in request || ('after' in request && !page.hasMore)
  return {
    ...window,
    messages: sameItems(messages, window.messages) ? window.messages : messages,
    hasOlder: window.hasOlder && range.from > 0,
    hasNewer: window.hasNewer && !reachesEnd,
    lastSeq: Math.max(window.lastSeq, page.messages.at(-1)?.seq ?? 0),
    fresh: union(window.fresh, range),
  }
}

/**
 * Appends the messages missed since the window's end, as `join-channel` answers them: everything up to `lastSeq`
 * that is not among them was deleted.
 */
export function receiveMissed(window: MessageWindow, missed: readonly Message[], lastSeq: number): MessageWindow {
  if (window.hasNewer) return window
  const healed = missed.reduce(
    (current, message) => (message.seq > current.lastSeq ? append(current, message) : receiveMessage(current, message)),
    window,
  )
  return lastSeq > healed.lastSeq ? { ...healed, lastSeq } : healed
}

/** More was missed than the app lists at once: the window does not reach the present any more. */
export function detachFromPresent(window: MessageWindow): MessageWindow {
  return window.hasNewer ? window : { ...window, hasNewer: true }
}

/** Shows an author's new name and picture beside what they have written. */
export function updateAuthor(window: MessageWindow, user: User): MessageWindow {
  if (!window.messages.some(({ author }) => author.id === user.id && !sameAuthor(author, user))) return window
  const { id, username, displayName, avatarUrl } = user
  const author = { id, username, displayName, avatarUrl }
  return {
    ...window,
    messages: window.messages.map((message) => (message.author.id === id ? { ...message, author } : message)),
  }
}

/** After an absence: nothing loaded is certain until it has been fetched again. */
export function markStale(window: MessageWindow): MessageWindow {
  return window.fresh === null ? window : { ...window, fresh: null }
}

/** Keeps only the newest messages, when nobody is looking. */
export function trimToNewest(window: MessageWindow, count: number): MessageWindow {
  if (window.messages.length <= count) return window
  return { ...window, messages: window.messages.slice(-count), hasOlder: true }
}

/** The anchor and direction of the next page upwards, or undefined when everything there is loaded and fresh. */
export function olderRequest({ messages, fresh, hasOlder }: MessageWindow): { id: string; before: number } | undefined {
  if (fresh === null) return undefined
  const anchor = messages[indexOfSeq(messages, fresh.from)]
  const stale = (messages[0]?.seq ?? 0) < fresh.from
  return anchor && (stale || hasOlder) ? { id: anchor.id, before: anchor.seq } : undefined
}

/** The anchor and direction of the next page downwards, or undefined when everything there is loaded and fresh. */
export function newerRequest(window: MessageWindow): { id: string; after: number } | undefined {
  const { messages, fresh, hasNewer, lastSeq } = window
  if (fresh === null) return undefined
  const anchor = messages[indexOfSeq(messages, fresh.to + 1) - 1]
  return anchor && (fresh.to < lastSeq || hasNewer) ? { id: anchor.id, after: anchor.seq } : undefined
}

function coveredRange(page: MessagePage, request: PageRequest, knownTo: number): Range {
  const first = page.messages[0]?.seq
  const last = page.messages.at(-1)?.seq
  if ('before' in request) return { from: page.hasMore ? (first ?? request.before) : 0, to: request.before - 1 }
  if ('around' in request) return { from: first ?? 0, to: last ?? 0 }
  const to = 'after' in request && page.hasMore ? (last ?? request.after) : Math.max(last ?? 0, knownTo)
  if ('after' in request) return { from: request.after + 1, to }
  return { from: page.hasMore ? (first ?? 0) : 0, to }
}

function reconcile(
  known: readonly CachedMessage[],
  fetched: readonly Message[],
  deletedIds: readonly string[],
): CachedMessage[] {
  const bySeq = new Map<number, CachedMessage>(known.map((message) => [message.seq, emptied(message)]))
  const knownBySeq = new Map(known.map((message) => [message.seq, message]))
  for (const message of fetched) {
    const before = knownBySeq.get(message.seq)
    if (before) bySeq.set(message.seq, fresher(before, message))
    else if (!deletedIds.includes(message.id)) bySeq.set(message.seq, message)
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

/** Of two versions of one message the later; deletion is final. */
function fresher(known: CachedMessage, other: Message): CachedMessage {
  if (known.deleted) return known
  const same =
    known.content === other.content && known.editedAt === other.editedAt && sameAuthor(known.author, other.author)
  return same || (known.editedAt ?? '') > (other.editedAt ?? '') ? known : other
}

function sameAuthor(a: Author, b: Author): boolean {
  return a.username === b.username && a.displayName === b.displayName && a.avatarUrl === b.avatarUrl
}

function emptied(message: CachedMessage): CachedMessage {
  return message.deleted ? message : { ...message, content: '', deleted: true }
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}

function union(a: Range | null, b: Range): Range {
  if (a === null || a.from > b.to + 1 || b.from > a.to + 1) return b
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) }
}
