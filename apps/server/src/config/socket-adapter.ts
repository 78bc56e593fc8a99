import { createShardedAdapter } from '@socket.io/redis-adapter'
import { notePassedOn } from '../realtime/progress.ts'
import type { RedisLink } from './redis.ts'

/**
 * Socket.IO's rooms across instances, by Redis' sharded publish and subscribe. An instance subscribes to a room while it
 * has connections in it, so that what is said in other rooms costs it nothing. The adapter is given a client of ours, of
 * which it never has to wait: what Redis cannot take is lost to the other instances, and repaired by them.
 */
export function createSocketAdapter(redis: RedisLink): ReturnType<typeof createShardedAdapter> {
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
  return function createObservedAdapter(namespace) {
    const adapter = createAdapter(namespace)
    const observable = adapter as unknown as Observable
    const receive = observable.onMessage.bind(adapter)
    observable.onMessage = (message, offset) => {
      receive(message, offset)
      observe(message)
    }
    return adapter
  }
}

/** What every adapter of a cluster has for its own kind, and what another instance's broadcast looks like there. */
interface Observable {
  onMessage(message: ClusterMessage, offset: unknown): void
}
interface ClusterMessage {
  data?: { packet?: { data?: [name: string, payload: { channelId: string; seq: number }] } }
}

function observe({ data }: ClusterMessage): void {
  const [name, payload] = data?.packet?.data ?? []
  if (name === 'message-created' && payload) notePassedOn(payload.channelId, payload.seq)
}
