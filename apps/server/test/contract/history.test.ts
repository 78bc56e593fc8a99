import type { Message } from '@parley/contracts/message'
import { describe, expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity, sayMany } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { signUp } from '../support/people.ts'
import { browser, expectProblem } from '../support/rest.ts'

const app = await startSharedApp()
const ana = await signUp(app.url, 'ana')
const { channelId } = await createCommunity(ana)
const { channelId: neighbour } = await createCommunity(ana)
/** Twelve messages, of which the sixth has been deleted; between them others were sent in another channel. */
const messages: Message[] = []
for (let count = 0; count < 12; count++) {
  messages.push(...(await sayMany(ana, channelId, 1)))
  await sayMany(ana, neighbour, 1)
}
await ana.api.deleteMessage({ params: { messageId: at(6).id } })
const remaining = messages.filter(({ seq }) => seq !== 6)

function at(seq: number): Message {
  const message = messages[seq - 1]
  if (!message) throw new Error(`There is no message ${seq}`)
  return message
}

type Query = { before?: number; after?: number; around?: number; limit?: number }

async function page({ before, after, around, limit }: Query) {
  const id = (seq: number | undefined) => (seq === undefined ? undefined : at(seq).id)
  const query = { before: id(before), after: id(after), around: id(around), limit: limit?.toString() }
  const result = await ana.api.listMessages({ params: { channelId }, query })
  expect(result.messages).toEqual(remaining.filter(({ id }) => result.messages.some((message) => message.id === id)))
  return { seqs: result.messages.map(({ seq }) => seq), hasMore: result.hasMore }
}

describe('a page is oldest first and leaves out what is deleted', () => {
  test.each<[string, Query, number[], boolean]>([
    ['the newest', {}, [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12], false],
    ['the newest three', { limit: 3 }, [10, 11, 12], true],
    ['exactly all', { limit: 11 }, [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12], false],
    ['all but one', { limit: 10 }, [2, 3, 4, 5, 7, 8, 9, 10, 11, 12], true],
    ['before the tenth', { before: 10, limit: 3 }, [7, 8, 9], true],
    ['before the third', { before: 3, limit: 3 }, [1, 2], false],
    ['before the first', { before: 1 }, [], false],
    ['before the deleted one', { before: 6, limit: 2 }, [4, 5], true],
    ['after the third', { after: 3, limit: 3 }, [4, 5, 7], true],
    ['after the ninth', { after: 9, limit: 3 }, [10, 11, 12], false],
    ['after the last', { after: 12 }, [], false],
    ['around the eighth', { around: 8, limit: 4 }, [7, 8, 9, 10], true],
    ['around the first', { around: 1, limit: 4 }, [1, 2, 3], true],
    ['around the last', { around: 12, limit: 4 }, [11, 12], true],
    ['around the deleted one', { around: 6, limit: 4 }, [4, 5, 7, 8], true],
    ['around the eighth, all of it', { around: 8 }, [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12], false],
  ])('%s', async (_, query, seqs, hasMore) => {
    expect(await page(query)).toEqual({ seqs, hasMore })
  })
})

test('paging back from the newest and forth from the first meets every message once', async () => {
  const back: number[] = []
  let anchor: number | undefined
  for (let hasMore = true; hasMore; ) {
    const result = await page({ ...(anchor !== undefined && { before: anchor }), limit: 4 })
    back.unshift(...result.seqs)
    anchor = result.seqs[0]
    hasMore = result.hasMore
  }
  expect(back).toEqual(remaining.map(({ seq }) => seq))
  const forth = [1]
  for (let hasMore = true; hasMore; ) {
    const result = await page({ after: forth.at(-1) ?? 1, limit: 4 })
    forth.push(...result.seqs)
    hasMore = result.hasMore
  }
  expect(forth).toEqual(back)
})

test.each<Record<string, string>>([
  { limit: '0' },
  { limit: '101' },
  { limit: 'ten' },
  { limit: '1e1' },
  { before: 'x' },
  { after: '-1' },
  { around: '99999999999999999999' },
  { before: '1', after: '1' },
])('%j is no page', async (query) => {
  const answer = await browser(app.url, ana.jar)('listMessages', { params: { channelId }, query })
  expectProblem(answer, 'validation_failed')
})

test('an anchor need not be a message of the channel, or of anything', async () => {
  const { messages: newer } = await ana.api.listMessages({ params: { channelId }, query: { after: '1' } })
  expect(newer).toEqual(remaining)
})

test('opening a channel with the last seq one has brings what one has missed', async () => {
  const { live } = await listen(ana)
  expect(await live.request('join-channel', { channelId })).toEqual({ lastSeq: 12 })
  expect(await live.request('join-channel', { channelId, lastSeq: 12 })).toEqual({ lastSeq: 12, missed: [] })
  expect(await live.request('join-channel', { channelId, lastSeq: 4 })).toEqual({
    lastSeq: 12,
    missed: remaining.filter(({ seq }) => seq > 4),
  })
  expect(await live.request('join-channel', { channelId, lastSeq: 0 })).toEqual({ lastSeq: 12, missed: remaining })
  // Ahead of the app: it can only be another channel's number.
  expect(await live.request('join-channel', { channelId, lastSeq: 1000 })).toEqual({ lastSeq: 12, missed: [] })
})

test('more than 200 missed messages are to be paged', async () => {
  const { channelId: busy } = await createCommunity(ana)
  const { live } = await listen(ana)
  const sends = Array.from({ length: 201 }, (_, index) =>
    live.request('send-message', { channelId: busy, content: `${index}`, nonce: `${index}` }),
  )
  await Promise.all(sends)
  expect(await live.request('join-channel', { channelId: busy, lastSeq: 0 })).toEqual({ lastSeq: 201, missed: null })
  const { lastSeq, missed } = await live.request('join-channel', { channelId: busy, lastSeq: 1 })
  expect([lastSeq, missed?.length]).toEqual([201, 200])
})

test('a conversation is caught up with in the same way', async () => {
  const ben = await signUp(app.url, 'ben')
  const { id: conversationId } = await ana.api.createConversation({ body: { userId: ben.user.id } })
  const sent = await ana.api.sendConversationMessage({ params: { conversationId }, body: { content: 'Ahoy' } })
  const { live } = await listen(ben)
  expect(await live.request('join-conversation', { conversationId, lastSeq: 0 })).toEqual({
    lastSeq: 1,
    missed: [sent],
  })
})
