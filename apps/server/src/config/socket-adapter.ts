import { createShardedAdapter } from '@socket.io/redis-adapter'
import { Adapter, type BroadcastFlags, type BroadcastOptions, MessageType } from 'socket.io-adapter'
import { Delivery, type Packet } from '../realtime/delivery.ts'
import { notePassedOn } from '../realtime/progress.ts'
import type { RedisLink } from './redis.ts'

/** Socket.IO's rooms in one instance, with our delivery. */
export class LocalAdapter extends Adapter {
  readonly #delivery = new Delivery(this)

  override broadcast(packet: Packet, options: BroadcastOptions): void {
    this.#delivery.deliver(packet, options)
  }

  override close(): void {
    this.#delivery.flush()
  }
}

/**
 * Socket.IO's rooms across instances, by Redis' sharded publish and subscribe, with our delivery. An instance subscribes
 * to a room while it has connections in it, so that what is said in other rooms costs it nothing. The adapter is given a
 * client of ours, of which it never has to wait: what Redis cannot take is lost to the other instances, and repaired by
 * them.
 */
export function createSharedAdapter(redis: RedisLink): ReturnType<typeof createShardedAdapter> {
  const client = {
    sSubscribe: (channel: string, handler: (message: Buffer, channel: Buffer) => void) =>
      redis.subscribe(channel, handler),
    sUnsubscribe: (channels: string | string[]) => {
      for (const channel of [channels].flat()) redis.unsubscribe(channel)
    },
    // Connections of this instance do not wait for the others.
    sPublish: (channel: string, message: string | Buffer) => {
      redis.publish(channel, message)
      return Promise.resolve(0)
    },
  }
  const createAdapter = createShardedAdapter(client, client, { channelPrefix: 'parley', subscriptionMode: 'dynamic' })
  // Socket.IO calls it with `new`, which an arrow function cannot be.
  return function createDeliveringAdapter(namespace) {
    const adapter = createAdapter(namespace)
    const delivery = new Delivery(adapter)
    const cluster = adapter as unknown as ClusterMember
    const receive = cluster.onMessage.bind(adapter)
    const close = adapter.close.bind(adapter)
    cluster.broadcast = (packet, options) => {
      const { rooms, except = [], flags = {} } = options
      if (!flags.local) {
        const opts = { rooms: [...rooms], except: [...except], flags }
        cluster.publish({ type: MessageType.BROADCAST, data: { packet, opts } })
      }
      delivery.deliver(packet, options)
    }
    cluster.onMessage = (message, offset) => {
      if (message.type !== MessageType.BROADCAST || message.data.requestId !== undefined) {
        receive(message, offset)
        return
      }
      if (message.uid === cluster.uid || message.nsp !== namespace.name) return
      const { packet, opts } = message.data
      delivery.deliver(packet, { ...opts, rooms: new Set(opts.rooms), except: new Set(opts.except) })
      observe(packet)
    }
    adapter.close = () => {
      delivery.flush()
      return close()
    }
    return adapter
  }
}

/** What an adapter of a cluster has for its own kind. */
interface ClusterMember {
  readonly uid: string
  broadcast(packet: Packet, options: BroadcastOptions): void
  publish(message: Omit<Broadcast, 'uid' | 'nsp'>): void
  onMessage(message: Broadcast | OtherMessage, offset: unknown): void
}

interface Broadcast {
  uid: string
  nsp: string
  type: MessageType.BROADCAST
  data: {
    packet: Packet
    opts: { rooms: string[]; except: string[]; flags: BroadcastFlags }
    /** Of one that asks for answers. */
    requestId?: string
  }
}

interface OtherMessage {
  uid: string
  nsp: string
  type: Exclude<MessageType, MessageType.BROADCAST>
}

function observe({ data }: Packet): void {
  const [name, payload] = data as [name: string, payload: { channelId: string; seq: number }]
  if (name === 'message-created') notePassedOn(payload.channelId, payload.seq)
}
