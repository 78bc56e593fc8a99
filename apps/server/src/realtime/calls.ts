import { isDeepStrictEqual } from 'node:util'
import type { CallLeaveReason, CallMedia } from '@parley/contracts/call'
import type { Bus } from '../lib/bus.ts'
import { KeyedTimers } from '../lib/keyed-timers.ts'
import { activeCalls, callParticipants } from '../lib/metrics.ts'
import { Roster } from '../lib/roster.ts'

/** A device's place in a call. */
export interface Seat extends CallMedia {
  /** Participant id. */
  id: string
  callId: string
  /** The call's, as is `startedAt`. */
  serverId: string | null
  startedAt: string
  userId: string
  sessionId: string
  /** The live connection through which it is reached; null while that is lost. */
  connectionId: string | null
  muted: boolean
  deafened: boolean
  joinedAt: string
}

/** A call, with who is in it in the order in which they came; over when nobody is. */
export interface CallState {
  id: string
  serverId: string | null
  startedAt: string
  seats: readonly Seat[]
}

type SeatChange = Partial<Pick<Seat, 'connectionId' | 'audio' | 'video' | 'screen' | 'muted' | 'deafened'>>

export interface JoinRequest {
  seat: Seat
  /** The participant id that the device had before its connection was lost. */
  resume: string | undefined
  capacity: number
}

export type JoinResult =
  | { outcome: 'full' }
  /** The user has a seat that is not the one to resume. */
  | { outcome: 'elsewhere' }
  /** The same seat, reached by another connection. */
  | { outcome: 'resumed'; seat: Seat }
  /** A new seat; `left` is the user's former one, and `isFirst` says that the call begins with it. */
  | { outcome: 'seated'; seat: Seat; left: Seat | undefined; isFirst: boolean }

/** What has happened to a seat on another instance, or to those of one that is gone. */
export type SeatNews =
  | { kind: 'joined' | 'changed'; seat: Seat }
  | { kind: 'left'; seat: Seat; reason: CallLeaveReason }

/** What an instance holds of a user. */
interface Claim {
  seat: Seat
  /** Where several instances hold a seat of one user, the highest counts: who joins counts on from what is known. */
  number: number
  /** Said with the last breath, so that the others know why it is gone. */
  left?: CallLeaveReason
}

/** Milliseconds that those whose instance is gone may take to come back by another one. */
const RETURN_MS = 3_000

/**
 * Who is in which call, on whichever instance. A user has one seat at most. A seat is held by the instance of the device's
 * connection, which alone changes it and ends it; it is taken over by the instance to which the device comes back, and
 * goes when its instance dies. What two instances decide at the same moment is settled when they hear of each other.
 *
 * Calls outlive the restart of a lone instance in the browsers, which come back with the participant ids of the process
 * before: these are smaller than `firstId`, and kept, so that media flows on.
 */
export class CallStore {
  /** By user and instance. */
  readonly #claims: Roster<Claim>
  readonly #bus: Bus
  readonly #firstId: bigint
  readonly #seats = new Map<string, Claim>()
  readonly #calls = new Map<string, Map<string, Seat>>()
  /** Seats whose instance is gone, by participant id. */
  readonly #returning = new KeyedTimers()
  readonly #onPeerNews: (news: SeatNews) => void

  /** @param firstId an id made at the start of this process */
  constructor(firstId: string, bus: Bus, onPeerNews: (news: SeatNews) => void) {
    this.#firstId = BigInt(firstId)
    this.#bus = bus
    this.#onPeerNews = onPeerNews
    this.#claims = new Roster('calls', bus)
    this.#claims.onPeerChange((userIds, isLost) => {
      for (const userId of userIds) this.#settle(userId, isLost)
      this.#count()
    })
  }

  /** Takes a seat, or has a seat reached by another connection. */
  join({ seat: newSeat, resume, capacity }: JoinRequest): JoinResult {
    const { userId, callId } = newSeat
    const current = this.#seats.get(userId)
    if (resume !== undefined && current) {
      if (current.seat.id !== resume || current.seat.callId !== callId) return { outcome: 'elsewhere' }
      const { id, startedAt, muted, deafened, joinedAt } = current.seat
      return { outcome: 'resumed', seat: this.#claim({ ...newSeat, id, startedAt, muted, deafened, joinedAt }) }
    }
    const call = this.find(callId)
    const others = call?.seats.filter((seat) => seat.userId !== userId).length ?? 0
    if (others >= capacity) return { outcome: 'full' }
    const mayReturn = resume !== undefined && BigInt(resume) < this.#firstId && !this.#isTaken(resume)
    const id = mayReturn ? resume : newSeat.id
    const joinedAt = after(newSeat.joinedAt, call?.seats.at(-1)?.joinedAt)
    const seat = this.#claim({ ...newSeat, id, joinedAt, startedAt: call?.startedAt ?? joinedAt })
    return { outcome: 'seated', seat, left: current?.seat, isFirst: !call }
  }

  /** Ends a seat, if the user still has that one and it is this instance's. @returns whether it did */
  leave({ userId, id }: Pick<Seat, 'userId' | 'id'>, reason: CallLeaveReason): boolean {
    const claim = this.#seats.get(userId)
    if (claim?.seat.id !== id || !this.#isOurs(userId)) return false
    if (this.#claims.has(userId, this.#instanceId)) {
      this.#claims.set(userId, this.#instanceId, { ...claim, left: reason })
      this.#claims.delete(userId, this.#instanceId)
    }
    this.#drop(claim.seat)
    this.#count()
    return true
  }

  /** Changes a seat, if the user still has that one and this instance holds it. */
  update({ userId, id }: Pick<Seat, 'userId' | 'id'>, change: SeatChange): Seat | undefined {
    const claim = this.#seats.get(userId)
    if (claim?.seat.id !== id || !this.#claims.has(userId, this.#instanceId)) return undefined
    const changed = { ...claim, seat: { ...claim.seat, ...change } }
    this.#claims.set(userId, this.#instanceId, changed)
    this.#put(changed)
    return changed.seat
  }

  seatOf(userId: string): Seat | undefined {
    return this.#seats.get(userId)?.seat
  }

  /** The call, while somebody is in it. */
  find(callId: string): CallState | undefined {
    const seats = [...(this.#calls.get(callId)?.values() ?? [])].sort(byAge)
    const [oldest] = seats
    return oldest && { id: callId, serverId: oldest.serverId, startedAt: oldest.startedAt, seats }
  }

  list(): CallState[] {
    return [...this.#calls.keys()].map((callId) => this.find(callId)).filter((call) => call !== undefined)
  }

  /** Whether what is said to a participant gets there now. */
  canReach({ userId, connectionId }: Seat): boolean {
    return connectionId !== null && (this.#claims.has(userId, this.#instanceId) || this.#bus.isHeard)
  }

  /** Whether this instance holds a seat. */
  holds({ userId }: Seat): boolean {
    return this.#claims.has(userId, this.#instanceId)
  }

  /** Seats that are this instance's to end: those it holds, and those that wait after their instance is gone. */
  listOurs(): Seat[] {
    return [...this.#seats.values()].map(({ seat }) => seat).filter(({ userId }) => this.#isOurs(userId))
  }

  close(): void {
    this.#claims.close()
  }

  #claim(seat: Seat): Seat {
    const { userId } = seat
    const known = [...this.#claims.get(userId).values(), this.#seats.get(userId)]
    const claim = { seat, number: Math.max(0, ...known.map((other) => other?.number ?? 0)) + 1 }
    this.#claims.set(userId, this.#instanceId, claim)
    this.#put(claim)
    this.#count()
    return seat
  }

  /** Finds out which seat of a user counts after another instance has changed what it holds. */
  #settle(userId: string, isLost: boolean): void {
    const claims = this.#claims.get(userId)
    const [winner] = [...claims.values()].filter(({ left }) => left === undefined).sort(byPrecedence)
    const known = this.#seats.get(userId)
    if (!winner) {
      if (known && isLost) this.#awaitReturn(known)
      else if (known) {
        const reason = [...claims.values()].find(({ seat }) => seat.id === known.seat.id)?.left
        this.#drop(known.seat)
        this.#onPeerNews({ kind: 'left', seat: known.seat, reason: reason ?? 'lost' })
      }
      return
    }
    const own = claims.get(this.#instanceId)
    if (own && own !== winner) this.#claims.delete(userId, this.#instanceId)
    if (isDeepStrictEqual(known, winner)) return
    this.#put(winner)
    const isSame = known?.seat.id === winner.seat.id
    if (known && !isSame) this.#onPeerNews({ kind: 'left', seat: known.seat, reason: 'moved' })
    this.#onPeerNews({ kind: isSame ? 'changed' : 'joined', seat: winner.seat })
  }

  #awaitReturn(claim: Claim): void {
    const seat = { ...claim.seat, connectionId: null }
    this.#put({ ...claim, seat })
    this.#onPeerNews({ kind: 'changed', seat })
    this.#returning.set(seat.id, RETURN_MS, () => {
      this.#drop(seat)
      this.#count()
      this.#onPeerNews({ kind: 'left', seat, reason: 'lost' })
    })
  }

  #put(claim: Claim): void {
    const { seat } = claim
    const former = this.#seats.get(seat.userId)?.seat
    if (former && former.id !== seat.id) this.#drop(former)
    this.#returning.clear(seat.id)
    this.#seats.set(seat.userId, claim)
    const call = this.#calls.get(seat.callId) ?? new Map<string, Seat>()
    this.#calls.set(seat.callId, call.set(seat.id, seat))
  }

  #drop({ id, userId, callId }: Seat): void {
    this.#returning.clear(id)
    this.#seats.delete(userId)
    const call = this.#calls.get(callId)
    call?.delete(id)
    if (call?.size === 0) this.#calls.delete(callId)
  }

  get #instanceId(): string {
    return this.#bus.instanceId
  }

  #isOurs(userId: string): boolean {
    return this.#claims.has(userId, this.#instanceId) || this.#claims.count(userId) === 0
  }

  #isTaken(participantId: string): boolean {
    return [...this.#seats.values()].some(({ seat }) => seat.id === participantId)
  }

  #count(): void {
    activeCalls.set(this.#calls.size)
    callParticipants.set(this.#seats.size)
  }
}

/** Ids are decimal numbers that grow, in length too. */
const compareIds = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** Whoever joins comes last, whatever the clocks of the others' instances say. */
function after(now: string, last: string | undefined): string {
  return last === undefined || last < now ? now : new Date(Date.parse(last) + 1).toISOString()
}

const byAge = (a: Seat, b: Seat) =>
  a.joinedAt < b.joinedAt ? -1 : a.joinedAt > b.joinedAt ? 1 : compareIds(a.id, b.id)

const byPrecedence = (a: Claim, b: Claim) => b.number - a.number || compareIds(b.seat.id, a.seat.id)

/** Set by {@link setUpCalls}. */
export let calls: CallStore

/** Called once at start. */
export function setUpCalls(store: CallStore): void {
  calls = store
}
