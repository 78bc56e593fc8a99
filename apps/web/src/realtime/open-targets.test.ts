import type { Api } from '@parley/client/api'
import { ParleyError } from '@parley/client/parley-error'
import type { Message } from '@parley/contracts/message'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Connection } from './connection.ts'
import { createEventSink, type EventSink } from './event-sink.ts'
import { createMessageLoader, type MessageLoader } from './message-loader.ts'
import { createOpenTargets, type OpenTargets } from './open-targets.ts'
import { keys } from './query-keys.ts'

const target = { kind: 'channel', channelId: '10' } as const
const key = keys.messages('10')

const message = (seq: number): Message => ({
  id: String(1000 + seq),
  channelId: '10',
  seq,
  type: 0,
  content: `message ${seq}`,
  author: { id: '2', username: 'ben', displayName: 'Ben', avatarUrl: null },
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
})

/** An app with one channel, as the contract describes its answers. */
function fakeApp() {
  const app = {
    history: [] as Message[],
    requests: [] as string[],
    failures: [] as ParleyError[],
    add: (count: number) => {
      for (let index = 0; index < count; index++) app.history.push(message(app.history.length + 1))
    },
    edit: (seq: number, content: string) => {
      app.history[seq - 1] = { ...message(seq), content, editedAt: '2026-01-02T00:00:00.000Z' }
    },
    async request(name: string, { lastSeq: since }: { lastSeq?: number }) {
      app.requests.push(since === undefined ? name : `${name} ${since}`)
      const failure = app.failures.shift()
      if (failure) throw failure
      const lastSeq = app.history.length
      if (since === undefined) return { lastSeq }
      return { lastSeq, missed: lastSeq - since > 200 ? null : app.history.slice(since) }
    },
    async listMessages({ query }: { query: { before?: string; around?: string; limit?: string } }) {
      app.requests.push(`page ${JSON.stringify(query)}`)
      const limit = Number(query.limit ?? 50)
      const end = query.before ? Number(query.before) - 1001 : app.history.length
      const around = query.around ? Number(query.around) - 1000 : undefined
      const from = around === undefined ? Math.max(0, end - limit) : Math.max(0, around - limit / 2)
      const messages = app.history.slice(from, around === undefined ? end : around + limit / 2)
      return { messages, hasMore: from > 0 }
    },
  }
  return app
}

let queryClient: QueryClient
let app: ReturnType<typeof fakeApp>
let sink: EventSink
let loader: MessageLoader
let targets: OpenTargets
let anchor: string | null

/** Lets everything happen that needs no time, and the retries that do. */
const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds)
const seqs = () => queryClient.getQueryData(key)?.messages.map(({ seq }) => seq) ?? []
const receive = (seq: number) => {
  const event = app.history[seq - 1] as Message
  targets.received(event)
  sink.apply('message-created', event)
}
const open = async () => {
  const close = targets.open(target, { anchor: () => anchor })
  await queryClient.fetchQuery(loader.query(target))
  await settle()
  return close
}

beforeEach(() => {
  vi.useFakeTimers()
  anchor = null
  queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  app = fakeApp()
  app.add(30)
  sink = createEventSink(queryClient, '1')
  loader = createMessageLoader(queryClient, app as unknown as Api, sink)
  const connection = { request: app.request, isConnected: () => true } as Pick<Connection, 'request' | 'isConnected'>
  targets = createOpenTargets(queryClient, loader, connection)
})
afterEach(() => vi.useRealTimers())

describe('opening', () => {
  it('joins and fetches once', async () => {
    await open()
    expect(app.requests).toEqual(['join-channel', 'page {}'])
    expect(seqs()).toHaveLength(30)
  })

  it('shows what is cached at once and catches up', async () => {
    const close = await open()
    close()
    app.add(2)
    app.edit(29, 'edited while away')
    targets.open(target, { anchor: () => null })
    expect(seqs()).toHaveLength(30)
    await settle()
    expect(seqs()).toHaveLength(32)
    expect(queryClient.getQueryData(key)?.messages[28]?.content).toBe('edited while away')
  })

  it('tries again while the app is busy', async () => {
    app.failures.push(new ParleyError('overloaded', 'Too busy'), new ParleyError('overloaded', 'Too busy'))
    await open()
    await settle(5_000)
    expect(app.requests.filter((request) => request.startsWith('join-channel'))).toHaveLength(3)
  })
})

describe('a gap', () => {
  it('is healed, in order', async () => {
    await open()
    app.add(3)
    receive(33)
    expect(seqs().at(-1)).toBe(30)
    await settle()
    expect(seqs().slice(-4)).toEqual([30, 31, 32, 33])
  })

  it('is healed to the last event that came meanwhile', async () => {
    await open()
    app.add(3)
    receive(33)
    app.add(2)
    receive(35)
    await settle()
    expect(seqs().slice(-3)).toEqual([33, 34, 35])
  })
})

describe('coming back', () => {
  it('merges what was missed without replacing what is looked at', async () => {
    await open()
    const before = queryClient.getQueryData(key)
    app.add(150)
    targets.rejoin()
    await settle()
    expect(seqs()).toEqual(app.history.map(({ seq }) => seq))
    expect(queryClient.getQueryData(key)?.generation).toBe(before?.generation)
  })

  it('shows the present anew when too much was missed', async () => {
    await open()
    app.add(500)
    targets.rejoin()
    await settle()
    expect(queryClient.getQueryData(key)).toMatchObject({ hasNewer: false, hasOlder: true, generation: 1 })
    expect(seqs().at(-1)).toBe(530)
  })

  it('leaves somebody who reads the past where they are', async () => {
    await open()
    anchor = '1010'
    app.add(500)
    targets.rejoin()
    await settle()
    expect(queryClient.getQueryData(key)).toMatchObject({ hasNewer: true, generation: 0 })
    expect(seqs()[0]).toBe(1)
  })
})

it('hears nothing more of a channel that is closed', async () => {
  const close = await open()
  close()
  await settle()
  expect(app.requests.at(-1)).toBe('leave-channel')
  app.add(5)
  receive(35)
  await settle()
  expect(app.requests.at(-1)).toBe('leave-channel')
})

describe('a target that goes further than what was received', () => {
  it('is healed, without waiting for the next message', async () => {
    await open()
    app.add(3)
    targets.reached('10', 33)
    await settle()
    expect(seqs().at(-1)).toBe(33)
  })

  it('is left alone when it does not', async () => {
    await open()
    app.requests.length = 0
    targets.reached('10', 30)
    targets.reached('99', 5)
    await settle()
    expect(app.requests).toEqual([])
  })
})
