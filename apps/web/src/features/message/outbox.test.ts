import { ParleyError } from '@parley/client/parley-error'
import type { Message } from '@parley/contracts/message'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOutbox, type Outbox, type OutboxEntry } from './outbox.ts'

const target = { kind: 'channel', channelId: '10' } as const
const networkError = () => new ParleyError('network_error', 'No reply')

/** An app that answers when told to. */
function fakeApp() {
  const calls: { entry: OutboxEntry; answer: (outcome: 'stored' | Error) => Promise<void> }[] = []
  const send = (entry: OutboxEntry) =>
    new Promise<Message>((resolve, reject) => {
      calls.push({
        entry,
        async answer(outcome) {
          if (outcome === 'stored') resolve({ nonce: entry.nonce, content: entry.content } as Message)
          else reject(outcome)
          await vi.advanceTimersByTimeAsync(0)
        },
      })
    })
  return { calls, send, contents: () => calls.map(({ entry }) => entry.content) }
}

function fakeStorage() {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

const contentsOf = (outbox: Outbox) => outbox.useEntries.getState().entries.map(({ content }) => content)

let app: ReturnType<typeof fakeApp>
let storage: ReturnType<typeof fakeStorage>
const start = () => createOutbox({ send: app.send, onSent: () => Promise.resolve(), storage, storageKey: 'outbox' })

beforeEach(() => {
  vi.useFakeTimers()
  app = fakeApp()
  storage = fakeStorage()
})
afterEach(() => vi.useRealTimers())

describe('order', () => {
  it('sends one after the other within a channel', async () => {
    const outbox = start()
    for (const content of ['one', 'two', 'three']) outbox.add(target, content)
    expect(app.contents()).toEqual(['one'])
    await app.calls[0]?.answer('stored')
    await app.calls[1]?.answer('stored')
    expect(app.contents()).toEqual(['one', 'two', 'three'])
    expect(contentsOf(outbox)).toEqual(['three'])
  })

  it('does not let one channel wait for another', () => {
    const outbox = start()
    outbox.add(target, 'one')
    outbox.add({ kind: 'conversation', channelId: '20' }, 'elsewhere')
    expect(app.contents()).toEqual(['one', 'elsewhere'])
  })
})

describe('without an answer', () => {
  it('tries the same message again, before those behind it', async () => {
    const outbox = start()
    outbox.add(target, 'one')
    outbox.add(target, 'two')
    await app.calls[0]?.answer(networkError())
    await vi.advanceTimersByTimeAsync(500)
    expect(app.contents()).toEqual(['one', 'one'])
    expect(app.calls[1]?.entry.nonce).toBe(app.calls[0]?.entry.nonce)
  })

  it('tries at once when the connection is back', async () => {
    const outbox = start()
    outbox.add(target, 'one')
    await app.calls[0]?.answer(networkError())
    outbox.flush()
    expect(app.calls).toHaveLength(2)
  })

  it('does not send twice at a time', () => {
    const outbox = start()
    outbox.add(target, 'one')
    outbox.flush()
    outbox.flush()
    expect(app.calls).toHaveLength(1)
  })

  it('waits as long as the app asks for', async () => {
    const outbox = start()
    outbox.add(target, 'one')
    await app.calls[0]?.answer(new ParleyError('rate_limited', 'Too many', { retryAfter: 3 }))
    await vi.advanceTimersByTimeAsync(2_999)
    expect(app.calls).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(app.calls).toHaveLength(2)
  })
})

describe('a refused message', () => {
  it('waits for the person, and lets those behind it pass', async () => {
    const outbox = start()
    const { nonce } = outbox.add(target, 'one')
    outbox.add(target, 'two')
    await app.calls[0]?.answer(new ParleyError('forbidden', 'You may not do that'))
    expect(app.contents()).toEqual(['one', 'two'])
    expect(outbox.useEntries.getState().entries[0]).toMatchObject({
      state: 'failed',
      reason: 'You are not allowed to do that.',
    })
    await app.calls[1]?.answer('stored')
    outbox.retry(nonce)
    expect(app.calls[2]?.entry.nonce).toBe(nonce)
    await app.calls[2]?.answer('stored')
    expect(contentsOf(outbox)).toEqual([])
  })

  it('can be discarded', async () => {
    const outbox = start()
    const { nonce } = outbox.add(target, 'one')
    await app.calls[0]?.answer(new ParleyError('forbidden', 'You may not do that'))
    outbox.discard(nonce)
    expect(contentsOf(outbox)).toEqual([])
    expect(storage.getItem('outbox')).toBeNull()
  })
})

it('goes on after a reload, with the same names and in the same order', async () => {
  const before = start()
  before.add(target, 'one')
  before.add(target, 'two')
  before.stop()
  const nonces = before.useEntries.getState().entries.map(({ nonce }) => nonce)
  app = fakeApp()
  start()
  await app.calls[0]?.answer('stored')
  expect(app.calls.map(({ entry }) => entry.nonce)).toEqual(nonces)
})
