import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { ParleyError } from '@parley/client/parley-error'
import type { Realtime } from '@parley/client/realtime'
import type { Message } from '@parley/contracts/message'
import type { Person } from '../../support/people.ts'

/** What a client knows of a channel it has open. */
interface OpenChannel {
  /** Ids by seq. */
  ids: Map<number, string>
  /** Everything up to here is there. */
  complete: number
  healing: Promise<void> | undefined
  waiting: { seq: number; resolve: () => void }[]
}

/** What a retry with the same nonce can cure. */
const passing = new Set(['network_error', 'unavailable', 'overloaded', 'rate_limited'])

/**
 * Somebody's client, as faithful to the contract as the web client is: it sends again under the same nonce until it has
 * an answer, notices gaps by `seq`, and catches up by `join-channel` or by paging after every reconnect.
 */
export class ChatClient {
  readonly person: Person
  readonly realtime: Realtime
  /** Messages whose sending was acknowledged, in that order. */
  readonly acknowledged: Message[] = []
  /** Codes of what was refused, and done again. */
  readonly refusals: string[] = []
  /** What must not happen, and did. */
  readonly violations: string[] = []
  readonly #channels = new Map<string, OpenChannel>()
  #isClosed = false

  private constructor(person: Person, realtime: Realtime) {
    this.person = person
    this.realtime = realtime
    realtime.socket.on('message-created', (message) => {
      const channel = this.#channels.get(message.channelId)
      if (!channel) return
      this.#take(channel, message)
      if (channel.ids.size > channel.complete) void this.#heal(message.channelId, channel)
    })
    realtime.socket.on('channel-activity', ({ channelId, lastSeq }) => {
      const channel = this.#channels.get(channelId)
      if (channel && lastSeq > channel.complete) void this.#heal(channelId, channel)
    })
    const healAll = () => {
      for (const [channelId, channel] of this.#channels) void this.#heal(channelId, channel)
    }
    realtime.socket.on('connect', healAll)
    realtime.socket.on('events-missed', healAll)
  }

  static async connect(person: Person): Promise<ChatClient> {
    const realtime = await person.connect({
      timeout: 8_000,
      socket: { reconnectionDelay: 50, reconnectionDelayMax: 250 },
    })
    return new ChatClient(person, realtime)
  }

  /** Follows a channel from its beginning, over every reconnect. */
  async open(channelId: string): Promise<void> {
    const channel: OpenChannel = { ids: new Map(), complete: 0, healing: undefined, waiting: [] }
    this.#channels.set(channelId, channel)
    await this.#heal(channelId, channel)
  }

  /** Sends a message until it is acknowledged. */
  async send(channelId: string, content: string, nonce: string = randomUUID()): Promise<Message> {
    for (;;) {
      try {
        const message = await this.realtime.request('send-message', { channelId, content, nonce })
        if (message.content !== content || message.nonce !== nonce) this.violations.push(`another answer for ${nonce}`)
        this.acknowledged.push(message)
        return message
      } catch (error) {
        this.#expectPassing(error)
        await this.#untilConnected()
      }
    }
  }

  /** Ids of all messages of a channel, once everything up to `seq` is there. */
  async history(channelId: string, seq: number): Promise<string[]> {
    const channel = this.#channels.get(channelId)
    if (!channel) throw new Error('It is not open')
    if (channel.complete < seq) {
      await new Promise<void>((resolve) => channel.waiting.push({ seq, resolve }))
    }
    return Array.from({ length: channel.ids.size }, (_, index) => channel.ids.get(index + 1) ?? 'missing')
  }

  /** Goes offline until {@link comeBack}. */
  leave(): void {
    this.realtime.socket.disconnect()
  }

  comeBack(): void {
    this.realtime.socket.connect()
  }

  close(): void {
    this.#isClosed = true
    this.realtime.close()
  }

  #take(channel: OpenChannel, { id, seq, channelId }: Message): void {
    const known = channel.ids.get(seq)
    if (known !== undefined && known !== id) this.violations.push(`${channelId} has two messages ${seq}`)
    channel.ids.set(seq, id)
    while (channel.ids.has(channel.complete + 1)) channel.complete++
    for (const { resolve } of channel.waiting.filter((waiting) => waiting.seq <= channel.complete)) resolve()
    channel.waiting = channel.waiting.filter((waiting) => waiting.seq > channel.complete)
  }

  #heal(channelId: string, channel: OpenChannel): Promise<void> {
    channel.healing ??= this.#catchUp(channelId, channel).finally(() => {
      channel.healing = undefined
    })
    return channel.healing
  }

  async #catchUp(channelId: string, channel: OpenChannel): Promise<void> {
    while (!this.#isClosed) {
      await this.#untilConnected()
      try {
        const { lastSeq, missed } = await this.realtime.request('join-channel', {
          channelId,
          lastSeq: channel.complete,
        })
        const messages = missed ?? (await this.#readAll(channelId, channel))
        for (const message of messages) this.#take(channel, message)
        if (channel.complete >= lastSeq) return
      } catch (error) {
        this.#expectPassing(error)
      }
    }
  }

  #expectPassing(error: unknown): void {
    const code = error instanceof ParleyError ? error.code : String(error)
    this.refusals.push(code)
    if (!passing.has(code)) this.violations.push(`refused with ${code}`)
  }

  /** Pages from the last message that is there to the newest. */
  async #readAll(channelId: string, channel: OpenChannel): Promise<Message[]> {
    const messages: Message[] = []
    let after = channel.ids.get(channel.complete) ?? '1'
    for (;;) {
      const page = await this.person.api.listMessages({ params: { channelId }, query: { after, limit: '100' } })
      messages.push(...page.messages)
      after = page.messages.at(-1)?.id ?? after
      if (!page.hasMore) return messages
    }
  }

  async #untilConnected(): Promise<void> {
    // Not at once: what has just failed would fail again.
    await delay(20)
    const { socket } = this.realtime
    if (!socket.connected) await new Promise<void>((resolve) => socket.once('connect', resolve))
  }
}
