import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity, sayMany } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { type Person, signIn, signUpAll } from '../support/people.ts'

const app = await startSharedApp()
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')

async function unreadOf({ api }: Person, channelId: string) {
  return (await api.listUnread()).find((state) => state.channelId === channelId)
}

test('what is unread is what came after one joined and has not been read', async () => {
  const { serverId, channelId, inviteCode } = await createCommunity(ana)
  const before = await sayMany(ana, channelId, 2)
  await ben.api.joinServer({ body: { inviteCode } })
  const state = {
    channelId,
    serverId,
    lastReadSeq: 2,
    lastReadMessageId: before[1]?.id,
    generation: 0,
    mentionSeqs: [],
  }
  expect(await unreadOf(ben, channelId)).toEqual({ ...state, lastSeq: 2, lastMessageId: before[1]?.id })
  const after = await sayMany(ana, channelId, 3)
  expect(await unreadOf(ben, channelId)).toEqual({ ...state, lastSeq: 5, lastMessageId: after[2]?.id })
})

test('reading moves the offset forward, never back, and on every device', async () => {
  const { channelId } = await createCommunity(ana, ben)
  const [first, second, third] = await sayMany(ana, channelId, 3)
  const elsewhere = await listen(await signIn(app.url, ben))
  const read = (messageId = '') => ben.api.markChannelRead({ params: { channelId }, body: { messageId } })

  await read(second?.id)
  const state = { channelId, lastReadSeq: 2, lastReadMessageId: second?.id, generation: 0 }
  expect(await elsewhere.heard.first('read-state')).toEqual(state)
  expect(await unreadOf(ben, channelId)).toMatchObject({ ...state, lastSeq: 3 })

  elsewhere.heard.clear()
  await read(first?.id)
  await read(second?.id)
  expect(await unreadOf(ben, channelId)).toMatchObject(state)
  await read(third?.id)
  expect((await elsewhere.heard.first('read-state')).lastReadSeq).toBe(3)
  expect(elsewhere.heard.all('read-state')).toHaveLength(1)
})

test('a channel can be marked as unread from a message on, on every device', async () => {
  const { channelId } = await createCommunity(ana, ben)
  const [first, second, third] = await sayMany(ana, channelId, 3)
  const elsewhere = await listen(await signIn(app.url, ben))
  const markAs = {
    read: (messageId = '') => ben.api.markChannelRead({ params: { channelId }, body: { messageId } }),
    unread: (messageId = '') => ben.api.markChannelUnread({ params: { channelId }, body: { messageId } }),
  }
  await markAs.read(third?.id)
  await elsewhere.heard.first('read-state')

  elsewhere.heard.clear()
  await markAs.unread(second?.id)
  const state = { channelId, lastReadSeq: 1, lastReadMessageId: first?.id, generation: 1 }
  expect(await elsewhere.heard.first('read-state')).toEqual(state)
  expect(await unreadOf(ben, channelId)).toMatchObject(state)

  await markAs.unread(first?.id)
  expect(await unreadOf(ben, channelId)).toMatchObject({ lastReadSeq: 0, lastReadMessageId: null, generation: 2 })
  await markAs.read(third?.id)
  expect(await unreadOf(ben, channelId)).toMatchObject({ lastReadSeq: 3, generation: 2 })
})

test('what one reads is one’s own affair', async () => {
  const { channelId } = await createCommunity(ana, ben)
  const [message] = await sayMany(ana, channelId, 1)
  const { live, heard } = await listen(ana)
  await live.request('join-servers', {})
  await ben.api.markChannelRead({ params: { channelId }, body: { messageId: message?.id ?? '' } })
  await heard.settled()
  expect(heard.all('read-state')).toEqual([])
  expect(await unreadOf(ana, channelId)).toMatchObject({ lastReadSeq: 0, lastReadMessageId: null })
})

test('a deleted message can still be read up to', async () => {
  const { channelId } = await createCommunity(ana, ben)
  const [message] = await sayMany(ana, channelId, 1)
  const messageId = message?.id ?? ''
  await ana.api.deleteMessage({ params: { messageId } })
  await ben.api.markChannelRead({ params: { channelId }, body: { messageId } })
  expect(await unreadOf(ben, channelId)).toMatchObject({ lastSeq: 1, lastReadSeq: 1 })
})

test('a conversation is read like a channel', async () => {
  const { id: conversationId } = await ana.api.createConversation({ body: { userId: ben.user.id } })
  const params = { conversationId }
  const sent = await ana.api.sendConversationMessage({ params, body: { content: 'Ahoy' } })
  expect(await unreadOf(ben, conversationId)).toEqual({
    channelId: conversationId,
    serverId: null,
    lastSeq: 1,
    lastMessageId: sent.id,
    lastReadSeq: 0,
    lastReadMessageId: null,
    generation: 0,
    mentionSeqs: [],
  })
  const { heard } = await listen(ben)
  await ben.api.markConversationRead({ params, body: { messageId: sent.id } })
  const state = { channelId: conversationId, lastReadSeq: 1, lastReadMessageId: sent.id, generation: 0 }
  expect(await heard.first('read-state')).toEqual(state)
})

test('whoever leaves and comes back starts as a newcomer', async () => {
  const { serverId, channelId, inviteCode } = await createCommunity(ana, ben)
  await ben.api.leaveServer({ params: { serverId } })
  expect(await unreadOf(ben, channelId)).toBeUndefined()
  await sayMany(ana, channelId, 2)
  await ben.api.joinServer({ body: { inviteCode } })
  expect(await unreadOf(ben, channelId)).toMatchObject({ lastSeq: 2, lastReadSeq: 2 })
})
