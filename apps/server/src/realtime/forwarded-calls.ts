import type { CallTopology } from '@parley/contracts/call'
import { forwardingUnitId } from '@parley/contracts/forwarding-layout'
import type { Bus, InstanceId } from '../lib/bus.ts'
import { Roster } from '../lib/roster.ts'

/** A call that goes through the forwarding unit of one instance. */
export interface Placement {
  host: InstanceId
  /** Of the unit's runs, the one that the call is connected to. */
  unit: string
  /** Whether everybody who was in the call has reached it. */
  isReady: boolean
  /** Whether the unit can take nobody else. */
  isFull: boolean
}

/** Which calls go through a forwarding unit, and on which instance; what an instance has goes when it dies. */
export class ForwardedCalls {
  readonly #placements: Roster<Omit<Placement, 'host'>>
  readonly #instanceId: InstanceId

  /** @param onPeerChange hears of calls that other instances have placed, moved or given up, or lost with themselves */
  constructor(bus: Bus, onPeerChange: (callIds: string[], isLost: boolean) => void) {
    this.#instanceId = bus.instanceId
    this.#placements = new Roster('forwarded-calls', bus)
    this.#placements.onPeerChange((callIds, isLost) => {
      // Two may have placed it at the same moment.
      for (const callId of callIds) if (this.find(callId)?.host !== this.#instanceId) this.release(callId)
      onPeerChange([...callIds], isLost)
    })
  }

  find(callId: string): Placement | undefined {
    const [first] = [...this.#placements.get(callId)].sort(([a], [b]) => (a < b ? -1 : 1))
    return first && { host: first[0], ...first[1] }
  }

  isHere(callId: string): boolean {
    return this.#placements.has(callId, this.#instanceId)
  }

  /** Calls that go through this instance's unit. */
  listOwn(): string[] {
    return this.#placements.ownKeys()
  }

  place(callId: string, placement: Omit<Placement, 'host'>): void {
    this.#placements.set(callId, this.#instanceId, placement)
  }

  release(callId: string): void {
    this.#placements.delete(callId, this.#instanceId)
  }

  topologyOf(callId: string): CallTopology {
    const placement = this.find(callId)
    return placement
      ? { topology: forwardingUnitId, unit: placement.unit, isReady: placement.isReady }
      : { topology: 'mesh' }
  }

  close(): void {
    this.#placements.close()
  }
}
