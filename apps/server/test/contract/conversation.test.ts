import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { listen } from '../support/event-log.ts'
import { type Person, signUpAll } from '../support/people.ts'
import { browser, expectProblem, expectSuccess } from '../support/rest.ts'

const app = await startSharedApp()
const { ana, ben, cleo, dora } = await signUpAll(app.url, 'ana', 'ben', 'cleo', 'dora')

const idsOf = (people: { id: string }[]) => people.map(({ id }) => id).sort()
const userIds = (...people: Person[]) => people.map(({ user }) => user.id)

test('two people have one conversation, whoever asks and however often', async () => {
  const { heard } = await listen(ben)
  const first = await browser(app.url, ana.jar)('createConversation', { body: { userId: ben.user.id } })
  expectSuccess('createConversation', first, 201)
  expect(first.body).toMatchObject({ type: 1, name: null, lastSeq: 0, lastMessageId: null })
  expect(await heard.first('conversation-created')).toEqual(first.body)
  const again = await browser(app.url, ana.jar)('createConversation', { body: { userId: ben.user.id } })
  expectSuccess('createConversation', again, 200)
  const theirs = await browser(app.url, ben.jar)('createConversation', { body: { userId: ana.user.id } })
  expectSuccess('createConversation', theirs, 200)
  expect([again.body, theirs.body]).toEqual([first.body, first.body])
  await heard.settled()
  expect(heard.all('conversation-created')).toHaveLength(1)
})

test('a group is new each time, named or not, and everybody in it hears', async () => {
  const { heard } = await listen(cleo)
  const body = { userIds: userIds(ben, cleo, cleo, ana) }
  const group = await ana.api.createConversation({ body })
  expect(group).toMatchObject({ type: 3, name: null })
  expect(idsOf(group.participants)).toEqual(userIds(ana, ben, cleo).sort())
  expect(await heard.first('conversation-created')).toEqual(group)
  const named = await ana.api.createConversation({ body: { ...body, name: ' Crew ' } })
  expect(named).toMatchObject({ type: 3, name: 'Crew' })
  expect(named.id).not.toBe(group.id)
  expect(await ben.api.getConversation({ params: { conversationId: named.id } })).toEqual(named)
})

test('conversations are listed by their last activity', async () => {
  const first = await dora.api.createConversation({ body: { userId: ana.user.id } })
  const second = await dora.api.createConversation({ body: { userId: ben.user.id } })
  const third = await dora.api.createConversation({ body: { userIds: userIds(ana, ben) } })
  const order = async () => (await dora.api.listConversations()).map(({ id }) => id)
  expect(await order()).toEqual([third.id, second.id, first.id])
  const sent = await ana.api.sendConversationMessage({
    params: { conversationId: first.id },
    body: { content: 'Ahoy' },
  })
  expect(await order()).toEqual([first.id, third.id, second.id])
  expect((await dora.api.listConversations())[0]).toMatchObject({ lastSeq: 1, lastMessageId: sent.id })
})

test('a message reaches whoever has the conversation open, and the others learn that there is one', async () => {
  const group = await ana.api.createConversation({ body: { userIds: userIds(ben, cleo) } })
  const reader = await listen(ben)
  const busy = await listen(cleo)
  const stranger = await listen(dora)
  await reader.live.request('join-conversation', { conversationId: group.id })
  const params = { conversationId: group.id }
  const sent = await ana.api.sendConversationMessage({ params, body: { content: 'Ahoy' } })
  expect(sent).toMatchObject({ channelId: group.id, seq: 1 })
  expect(await reader.heard.first('message-created')).toEqual(sent)
  const activity = { channelId: group.id, lastSeq: 1, lastMessageId: sent.id }
  expect(await busy.heard.first('channel-activity')).toEqual(activity)
  for (const { heard } of [reader, busy, stranger]) await heard.settled()
  expect(busy.heard.all('message-created')).toEqual([])
  expect(reader.heard.all('channel-activity')).toEqual([])
  expect([stranger.heard.all('message-created'), stranger.heard.all('channel-activity')]).toEqual([[], []])
})

test('anybody in a group can name it, and unname it', async () => {
  const group = await ana.api.createConversation({ body: { userIds: userIds(ben) } })
  const { heard } = await listen(ana)
  const params = { conversationId: group.id }
  const named = await ben.api.updateConversation({ params, body: { name: 'Crew' } })
  expect(named).toMatchObject({ id: group.id, name: 'Crew' })
  expect(await heard.first('conversation-updated')).toEqual(named)
  expect(await ana.api.updateConversation({ params, body: { name: null } })).toMatchObject({ id: group.id, name: null })
})

test('whoever is brought into a group sees it from then on, with nothing unread', async () => {
  const group = await ana.api.createConversation({ body: { userIds: userIds(ben) } })
  const params = { conversationId: group.id }
  await ana.api.sendConversationMessage({ params, body: { content: 'Before' } })
  const old = await listen(ben)
  const newcomer = await listen(cleo)
  const grown = await ana.api.addParticipants({ params, body: { userIds: userIds(cleo, ben) } })
  expect(idsOf(grown.participants)).toEqual(userIds(ana, ben, cleo).sort())
  expect(await newcomer.heard.first('conversation-created')).toEqual(grown)
  expect(await old.heard.first('conversation-updated')).toEqual(grown)
  expect((await cleo.api.listUnread()).find(({ channelId }) => channelId === group.id)).toMatchObject({
    lastSeq: 1,
    lastReadSeq: 1,
  })
  const { messages } = await cleo.api.listConversationMessages({ params, query: {} })
  expect(messages).toMatchObject([{ content: 'Before' }])
  await old.heard.settled()
  expect(old.heard.all('conversation-created')).toEqual([])
})

test('whoever leaves a group and is brought back has nothing unread either', async () => {
  const group = await ana.api.createConversation({ body: { userIds: userIds(ben) } })
  const params = { conversationId: group.id }
  const say = () => ana.api.sendConversationMessage({ params, body: { content: 'Ahoy' } })
  const { id: messageId } = await say()
  await ben.api.markConversationRead({ params, body: { messageId } })
  await ben.api.leaveConversation({ params })
  await say()
  await ana.api.addParticipants({ params, body: { userIds: userIds(ben, cleo) } })
  for (const { api } of [ben, cleo]) {
    const unread = (await api.listUnread()).find(({ channelId }) => channelId === group.id)
    expect(unread).toMatchObject({ lastSeq: 2, lastReadSeq: 2 })
  }
})

test('nobody can be brought in who does not exist, and then nobody is', async () => {
  const group = await ana.api.createConversation({ body: { userIds: userIds(ben) } })
  const params = { conversationId: group.id }
  const body = { userIds: [...userIds(cleo), '1000000000000000001'] }
  expectProblem(await browser(app.url, ana.jar)('addParticipants', { params, body }), 'not_found')
  expect(await ana.api.getConversation({ params })).toEqual(group)
  expectProblem(await browser(app.url, ana.jar)('createConversation', { body }), 'not_found')
})

test('whoever leaves a group is gone from it; the last one takes it along', async () => {
  const group = await ana.api.createConversation({ body: { userIds: userIds(ben) } })
  const params = { conversationId: group.id }
  const stays = await listen(ana)
  const leaves = await listen(ben)
  await ben.api.leaveConversation({ params })
  expect(await leaves.heard.first('conversation-deleted')).toEqual({ id: group.id })
  expect(idsOf((await stays.heard.first('conversation-updated')).participants)).toEqual(userIds(ana))
  expect((await ben.api.listConversations()).map(({ id }) => id)).not.toContain(group.id)
  const gone = { code: 'not_found', status: 404 }
  await expect(ben.api.getConversation({ params })).rejects.toMatchObject(gone)
  await ana.api.leaveConversation({ params })
  await expect(ana.api.getConversation({ params })).rejects.toMatchObject(gone)
  await expect(ana.api.addParticipants({ params, body: { userIds: userIds(ben) } })).rejects.toMatchObject(gone)
})

test.each<[string, object]>([
  ['with oneself', { userId: 'self' }],
  ['with nobody', { userIds: [] }],
  ['with oneself alone', { userIds: ['self'] }],
  ['of two and of several', { userId: '1', userIds: ['1'] }],
  ['of two, named', { userId: '1', name: 'Crew' }],
  ['with no id', { userId: 'ben' }],
  ['of too many', { userIds: Array.from({ length: 50 }, (_, index) => String(index + 1)) }],
  ['without a name', { userIds: ['1'], name: ' ' }],
  ['of nothing', {}],
])('there is no conversation %s', async (_, body) => {
  const own = JSON.parse(JSON.stringify(body).replaceAll('self', ana.user.id))
  expectProblem(await browser(app.url, ana.jar)('createConversation', { body: own }), 'validation_failed')
})
