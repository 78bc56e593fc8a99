import { Bus } from '../../src/lib/bus.ts'

/** Carries what buses say, as long as it is not told to lose it. */
export class Ether {
  readonly buses = new Map<string, TestBus>()
  loses = false

  carry(from: string, topic: string, payload: unknown): void {
    if (this.loses) return
    for (const [id, bus] of this.buses) if (id !== from) bus.hear(topic, structuredClone(payload), from)
  }
}

export class TestBus extends Bus {
  readonly instanceId: string
  readonly isHeard = true
  readonly #ether: Ether

  constructor(instanceId: string, ether: Ether) {
    super()
    this.instanceId = instanceId
    this.#ether = ether
    ether.buses.set(instanceId, this)
  }

  publish(topic: string, payload: unknown): void {
    this.#ether.carry(this.instanceId, topic, payload)
  }

  hear(topic: string, payload: unknown, from: string): void {
    this.deliver(topic, payload, from)
  }
}
