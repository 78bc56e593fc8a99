import type { CallMedia } from '@parley/contracts/call'
import { activeCalls, callParticipants } from '../lib/metrics.ts'

/** A device's place in a call. */
export interface Seat extends CallMedia {
  /** Participant id. */
  id: string
  callId: string
  userId: string
  sessionId: string
  /** The live connection through which it is reached; null while that is lost. */
  connectionId: string | null
  muted: boolean
  deafened: boolean
  joinedAt: string
}

/** A call with somebody in it, in the order in which they came. */
export interface CallState {
  id: string
  serverId: string | null
  startedAt: string
  seats: readonly Seat[]
  /** Users whose devices are asked to join. */
  ringing: ReadonlySet<string>
}

type SeatChange = Partial<
  Pick<Seat, 'sessionId' | 'connectionId' | 'audio' | 'video' | 'screen' | 'muted' | 'deafened'>
>

export interface JoinRequest {
  call: { id: string; serverId: string | null }
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
  | { outcome: 'resumed'; call: CallState; seat: Seat }
  /** A new seat; `left` is the user's former one, and `isFirst` says that the call begins with it. */
  | { outcome: 'seated'; call: CallState; seat: Seat; left: LeaveResult | undefined; isFirst: boolean }

export interface LeaveResult {
  seat: Seat
  /** The call without it; over when nobody is left. */
  call: CallState
}

/**
 * Who is in which call, and whose devices ring. A user has one seat at most, wherever it is; every operation is atomic.
 *
 * For many instances an implementation has to share: the calls (server, start, ringing users), the seats of each, and an
 * index from user to seat, all three changed together (one script). Connection ids name a socket across instances. The
 * instance that holds a seat's connection waits for its return and for its rings; what an instance leaves behind when it
 * dies has to expire, so that its seats carry a lease it renews.
 */
export interface CallStore {
  join(request: JoinRequest): Promise<JoinResult>
  /** Ends a seat, if the user still has that one. */
  leave(userId: string, participantId: string): Promise<LeaveResult | undefined>
  update(userId: string, participantId: string, change: SeatChange): Promise<Seat | undefined>
  seatOf(userId: string): Promise<Seat | undefined>
  find(callId: string): Promise<CallState | undefined>
  list(): Promise<CallState[]>
  /** Adds to the users who are rung. @returns false when the call is over */
  ring(callId: string, userIds: string[]): Promise<boolean>
  /** @returns whether the user was rung */
  stopRinging(callId: string, userId: string): Promise<boolean>
}

interface Call extends CallState {
  seats: Seat[]
  ringing: Set<string>
}

/**
 * The store of a single instance. Calls outlive its restart in the browsers, which come back with the participant ids of
 * the process before: these are smaller than `firstId`, and kept, so that media flows on.
 */
export class MemoryCallStore implements CallStore {
  readonly #calls = new Map<string, Call>()
  readonly #seats = new Map<string, Seat>()
  readonly #firstId: bigint

  /** @param firstId an id made at the start of this process */
  constructor(firstId: string) {
    this.#firstId = BigInt(firstId)
  }

  async join({ call: { id, serverId }, seat: newSeat, resume, capacity }: JoinRequest): Promise<JoinResult> {
    const current = this.#seats.get(newSeat.userId)
    const call = this.#calls.get(id)
    if (resume !== undefined && current) {
      if (!call || current.id !== resume || current.callId !== id) return { outcome: 'elsewhere' }
      const { sessionId, connectionId, audio, video, screen } = newSeat
      return {
        outcome: 'resumed',
        call,
        seat: Object.assign(current, { sessionId, connectionId, audio, video, screen }),
      }
    }
    const others = call?.seats.filter((seat) => seat !== current).length ?? 0
    if (others >= capacity) return { outcome: 'full' }
    const joined = call ?? this.#open(id, serverId, newSeat.joinedAt)
    const mayReturn = resume !== undefined && BigInt(resume) < this.#firstId && !this.#isTaken(resume)
    const seat = mayReturn ? { ...newSeat, id: resume } : newSeat
    joined.seats.push(seat)
    // After the new one, so that the call of somebody alone in it goes on.
    const left = current && this.#remove(current)
    this.#seats.set(seat.userId, seat)
    this.#count()
    return { outcome: 'seated', call: joined, seat, left, isFirst: !call }
  }

  async leave(userId: string, participantId: string): Promise<LeaveResult | undefined> {
    const seat = this.#seats.get(userId)
    if (seat?.id !== participantId) return undefined
    const result = this.#remove(seat)
    this.#count()
    return result
  }

  async update(userId: string, participantId: string, change: SeatChange): Promise<Seat | undefined> {
    const seat = this.#seats.get(userId)
    return seat?.id === participantId ? Object.assign(seat, change) : undefined
  }

  async seatOf(userId: string): Promise<Seat | undefined> {
    return this.#seats.get(userId)
  }

  async find(callId: string): Promise<CallState | undefined> {
    return this.#calls.get(callId)
  }

  async list(): Promise<CallState[]> {
    return [...this.#calls.values()]
  }

  async ring(callId: string, userIds: string[]): Promise<boolean> {
    const call = this.#calls.get(callId)
    for (const userId of userIds) call?.ringing.add(userId)
    return call !== undefined
  }

  async stopRinging(callId: string, userId: string): Promise<boolean> {
    return this.#calls.get(callId)?.ringing.delete(userId) ?? false
  }

  #open(id: string, serverId: string | null, startedAt: string): Call {
    const call: Call = { id, serverId, startedAt, seats: [], ringing: new Set() }
    this.#calls.set(id, call)
    return call
  }

  #remove(seat: Seat): LeaveResult | undefined {
    this.#seats.delete(seat.userId)
    const call = this.#calls.get(seat.callId)
    if (!call) return undefined
    call.seats = call.seats.filter((other) => other !== seat)
    if (call.seats.length === 0) this.#calls.delete(call.id)
    return { seat, call }
  }

  #isTaken(participantId: string): boolean {
    return [...this.#seats.values()].some((seat) => seat.id === participantId)
  }

  #count(): void {
    activeCalls.set(this.#calls.size)
    callParticipants.set(this.#seats.size)
  }
}

/** Set by {@link setUpCalls}. */
export let calls: CallStore

/** Called once at start. */
export function setUpCalls(store: CallStore): void {
  calls = store
}
