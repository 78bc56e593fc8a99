import { EventEmitter } from 'node:events'

/** Whom something on the bus is from: one run of one instance. */
export type InstanceId = string

interface BusEvents {
  /** Another instance is there that was not, or has been out of hearing. */
  joined: [InstanceId]
  /** Another instance has said that it stops, or has not been heard for so long that it counts as dead. */
  lost: [instance: InstanceId, saidGoodbye: boolean]
  /** The others can be heard again; what was said meanwhile is lost. */
  back: []
}

/**
 * How instances talk to each other, and notice each other's coming and going. What is published reaches the others that
 * can hear it now, in order, at most once: state that is told so must be told anew after `joined` and `back`.
 */
export abstract class Bus extends EventEmitter<BusEvents> {
  abstract readonly instanceId: InstanceId
  /** Whether the others can hear this one now. */
  abstract readonly isHeard: boolean
  /** How many instances there are, as far as this one knows. */
  get instances(): number {
    return 1
  }

  readonly #listeners = new Map<string, (payload: unknown, from: InstanceId) => void>()

  /** Tells all the others. Never waits, never fails. */
  abstract publish(topic: string, payload: unknown): void

  /** Has one listener a topic. */
  listen<Payload>(topic: string, listener: (payload: Payload, from: InstanceId) => void): void {
    this.#listeners.set(topic, listener as (payload: unknown, from: InstanceId) => void)
  }

  protected deliver(topic: string, payload: unknown, from: InstanceId): void {
    this.#listeners.get(topic)?.(payload, from)
  }
}

/** The bus of an instance that is alone. */
export class LocalBus extends Bus {
  readonly instanceId = 'alone'
  readonly isHeard = false

  publish(): void {}
}
