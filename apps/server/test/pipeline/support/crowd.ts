import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { expect } from 'vitest'
import { type Person, signUp } from '../../support/people.ts'
import { ChatClient } from './chat-client.ts'
import { expectSound } from './stored.ts'

export interface CrowdOptions {
  people: number
  channels: number
  /** Milliseconds, at most, that each waits after an answer before sending on. */
  pause?: number
}

/** Many people in one server who talk in all its channels at once, and keep talking whatever happens. */
export class Crowd {
  readonly clients: ChatClient[]
  readonly channelIds: string[]
  readonly #pause: number
  #isTalking = false
  #talks: Promise<void>[] = []
  #acknowledged = 0
  #watchers: { count: number; resolve: (time: number) => void }[] = []

  private constructor(clients: ChatClient[], channelIds: string[], pause: number) {
    this.clients = clients
    this.channelIds = channelIds
    this.#pause = pause
  }

  /** @param urls of one app, or of several instances among which the people are spread */
  static async gather(urls: string | string[], { people, channels, pause = 40 }: CrowdOptions): Promise<Crowd> {
    const [owner, ...others] = await signUpAll([urls].flat(), people)
    if (!owner) throw new Error('A crowd needs people')
    const server = await owner.api.createServer({ body: { name: 'Harbour' } })
    const inviteCode = server.inviteCode ?? ''
    await Promise.all(others.map((person) => person.api.joinServer({ body: { inviteCode } })))
    const channelIds: string[] = []
    for (let number = 0; number < channels; number++) {
      const params = { serverId: server.id }
      const channel = await owner.api.createChannel({ params, body: { name: `channel ${number}` } })
      channelIds.push(channel.id)
    }
    const clients = await Promise.all([owner, ...others].map((person) => ChatClient.connect(person)))
    await Promise.all(clients.flatMap((client) => channelIds.map((id) => client.open(id))))
    return new Crowd(clients, channelIds, pause)
  }

  get acknowledged(): number {
    return this.#acknowledged
  }

  /** Everybody talks in every channel until {@link fallSilent}. */
  talk(): void {
    this.#isTalking = true
    this.#talks = this.clients.flatMap((client) => this.channelIds.map((channelId) => this.#talkIn(client, channelId)))
  }

  /** Resolves with `performance.now()` when so many more messages have been acknowledged. */
  heard(more: number): Promise<number> {
    return new Promise((resolve) => this.#watchers.push({ count: this.#acknowledged + more, resolve }))
  }

  /** Lets everybody finish: resolves when all that was sent is acknowledged. */
  async fallSilent(): Promise<void> {
    this.#isTalking = false
    await Promise.all(this.#talks)
  }

  /** Holds what everybody sees, and what everybody was told, against the database. @returns how many messages there are */
  async expectAgreement(pool: Pool): Promise<number> {
    let count = 0
    for (const channelId of this.channelIds) {
      const stored = await expectSound(pool, channelId)
      const ids = stored.map(({ id }) => String(id))
      count += ids.length
      for (const client of this.clients) expect(await client.history(channelId, ids.length)).toEqual(ids)
      for (const client of this.clients) {
        const own = client.acknowledged.filter((message) => message.channelId === channelId)
        // Each waits for the answer before sending on, so what is stored of somebody is what was acknowledged, in order.
        const theirs = stored.filter(({ authorId }) => authorId === client.person.user.id)
        expect(own.map(({ id, seq, content, nonce }) => ({ id, seq, content, nonce }))).toEqual(
          theirs.map(({ id, seq, content, nonce }) => ({ id: String(id), seq, content, nonce })),
        )
      }
    }
    expect(this.clients.flatMap(({ violations }) => violations)).toEqual([])
    return count
  }

  disperse(): void {
    for (const client of this.clients) client.close()
  }

  async #talkIn(client: ChatClient, channelId: string): Promise<void> {
    for (let number = 0; this.#isTalking; number++) {
      await client.send(channelId, `${number} of ${client.person.user.username}`)
      this.#acknowledged++
      for (const { resolve } of this.#watchers.filter(({ count }) => count <= this.#acknowledged)) {
        resolve(performance.now())
      }
      this.#watchers = this.#watchers.filter(({ count }) => count > this.#acknowledged)
      // Talking, not a flood: the machine that runs the test carries the crowd, too.
      await delay(Math.random() * this.#pause)
    }
  }
}

/** Signs up in portions, because passwords are hashed one after the other while requests wait. */
async function signUpAll(urls: string[], count: number): Promise<Person[]> {
  const people: Person[] = []
  while (people.length < count) {
    const portion = Array.from({ length: Math.min(8, count - people.length) }, (_, index) =>
      signUp(urls[(people.length + index) % urls.length] ?? ''),
    )
    people.push(...(await Promise.all(portion)))
  }
  return people
}
