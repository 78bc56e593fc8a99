import type { Realtime, RealtimeOptions } from '@parley/client/realtime'
import type { ServerEventName, ServerEventPayloads } from '@parley/contracts/events'
import type { Socket } from 'socket.io-client'
import { afterEach, expect } from 'vitest'
import type { Person } from './people.ts'
import { serverEvents } from './server-events.ts'

interface ReceivedEvent {
  name: string
  payload: unknown
}

/** What came to any log and should not have: unknown events, and payloads that are not exactly as declared. */
const violations: string[] = []

afterEach(() => {
  expect(violations.splice(0)).toEqual([])
})

interface Expectation {
  isMet: (event: ReceivedEvent) => boolean
  resolve: (event: ReceivedEvent) => void
}

/** Everything a connection receives from now on, held against the contract as it comes. */
export class EventLog {
  readonly #realtime: Realtime
  readonly #events: ReceivedEvent[] = []
  #expectations: Expectation[] = []

  constructor(realtime: Realtime) {
    this.#realtime = realtime
    realtime.socket.onAny((name: string, payload: unknown) => this.#receive(name, payload))
  }

  #receive(name: string, payload: unknown): void {
    const event = { name, payload }
    const result = serverEvents.get(name)?.safeParse(payload)
    if (!result?.success) violations.push(`${name} ${JSON.stringify(payload)}: ${result?.error ?? 'unknown'}`)
    this.#events.push(event)
    const met = this.#expectations.filter((expectation) => expectation.isMet(event))
    this.#expectations = this.#expectations.filter((expectation) => !met.includes(expectation))
    for (const expectation of met) expectation.resolve(event)
  }

  /** Resolves with the first such event, one that has come already included. */
  async first<Name extends ServerEventName>(
    name: Name,
    condition: (payload: ServerEventPayloads[Name]) => boolean = () => true,
  ): Promise<ServerEventPayloads[Name]> {
    const isMet = (event: ReceivedEvent) => event.name === name && condition(event.payload as ServerEventPayloads[Name])
    const received = this.#events.find(isMet)
    const event =
      received ?? (await new Promise<ReceivedEvent>((resolve) => this.#expectations.push({ isMet, resolve })))
    return event.payload as ServerEventPayloads[Name]
  }

  /** Payloads of the events of this name that have come so far. */
  all<Name extends ServerEventName>(name: Name): ServerEventPayloads[Name][] {
    return this.#events
      .filter((event) => event.name === name)
      .map((event) => event.payload as ServerEventPayloads[Name])
  }

  /** Names of the events that have come so far. */
  names(): string[] {
    return this.#events.map((event) => event.name)
  }

  /** Forgets what has come so far. */
  clear(): void {
    this.#events.length = 0
  }

  /**
   * Resolves once everything has come that the app had sent when this was called: a reply travels behind it on the same
   * connection. What is not there then was not sent.
   */
  async settled(): Promise<void> {
    await emit(this.#realtime, 'no-such-event')
  }
}

/** Sends an event as it is, known to the contract or not, and resolves with the reply. */
export function emit({ socket }: Realtime, name: string, ...payload: unknown[]): Promise<unknown> {
  return (socket as unknown as Socket).timeout(10_000).emitWithAck(name, ...payload)
}

/** Opens a connection of somebody, which does not come back when it ends, and logs what it receives. */
export async function listen(person: Person, options?: RealtimeOptions): Promise<{ live: Realtime; heard: EventLog }> {
  const live = await person.connect({ ...options, socket: { reconnection: false, ...options?.socket } })
  return { live, heard: new EventLog(live) }
}
