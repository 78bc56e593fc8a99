import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { emit, listen } from '../support/event-log.ts'
import { signUpAll } from '../support/people.ts'
import { browser, expectProblem, expectSuccess } from '../support/rest.ts'

const app = await startSharedApp()
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')
const community = await createCommunity(ana, ben)

/** A channel that nobody has written in. */
async function newChannel(): Promise<string> {
  const params = { serverId: community.serverId }
  return (await ana.api.createChannel({ params, body: { name: 'deck' } })).id
}

const say = (channelId: string, content: string, nonce?: string) =>
  ana.api.sendMessage({ params: { channelId }, body: { content, ...(nonce !== undefined && { nonce }) } })

test('messages are numbered from 1 in the order of their acknowledgement, and their ids sort likewise', async () => {
  const channelId = await newChannel()
  const { live } = await listen(ben)
  const sent = [
    await say(channelId, 'one'),
    await live.request('send-message', { channelId, content: 'two', nonce: '2' }),
    await say(channelId, 'three'),
  ]
  expect(sent.map(({ seq }) => seq)).toEqual([1, 2, 3])
  const ids = sent.map(({ id }) => BigInt(id))
  expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)))
  expect(sent[0]).toMatchObject({ channelId, type: 0, editedAt: null, author: { id: ana.user.id } })
  expect(sent[0]).not.toHaveProperty('nonce')
  expect((await ana.api.getServer({ params: { serverId: community.serverId } })).channels.at(-1)).toMatchObject({
    id: channelId,
    lastSeq: 3,
    lastMessageId: sent[2]?.id,
  })
})

test('what everybody with the channel open receives is what the sender got, and what is stored', async () => {
  const channelId = await newChannel()
  const sender = await listen(ana)
  const reader = await listen(ben)
  for (const { live } of [sender, reader]) await live.request('join-channel', { channelId })
  const sent = await sender.live.request('send-message', { channelId, content: 'Ahoy', nonce: 'one' })
  expect(await reader.heard.first('message-created')).toEqual(sent)
  expect(await sender.heard.first('message-created')).toEqual(sent)
  expect(await ben.api.listMessages({ params: { channelId }, query: {} })).toEqual({ messages: [sent], hasMore: false })
})

test('the same nonce again stores and sends nothing, whichever door it comes through', async () => {
  const channelId = await newChannel()
  const { live, heard } = await listen(ana)
  await live.request('join-channel', { channelId })
  const call = browser(app.url, ana.jar)
  const again = { params: { channelId }, body: { content: 'Ahoy', nonce: 'one' } }
  const first = await call('sendMessage', again)
  expectSuccess('sendMessage', first, 201)
  const second = await call('sendMessage', { ...again, body: { content: 'something else', nonce: 'one' } })
  expectSuccess('sendMessage', second, 200)
  expect(second.body).toEqual(first.body)
  expect(await live.request('send-message', { channelId, content: 'Ahoy', nonce: 'one' })).toEqual(first.body)
  await heard.settled()
  expect(heard.all('message-created')).toEqual([first.body])
  expect(await ana.api.listMessages({ params: { channelId }, query: {} })).toMatchObject({ messages: [first.body] })
})

test('a nonce is its author’s and its channel’s own', async () => {
  const [here, there] = [await newChannel(), await newChannel()]
  const body = { content: 'Ahoy', nonce: 'one' }
  const mine = await say(here, 'Ahoy', 'one')
  const elsewhere = await say(there, 'Ahoy', 'one')
  const theirs = await ben.api.sendMessage({ params: { channelId: here }, body })
  expect(new Set([mine, elsewhere, theirs].map(({ id }) => id)).size).toBe(3)
})

test('an edited message keeps its place, and says when', async () => {
  const channelId = await newChannel()
  const { live, heard } = await listen(ben)
  await live.request('join-channel', { channelId })
  const sent = await say(channelId, 'Ahoi', 'one')
  const edited = await ana.api.editMessage({ params: { messageId: sent.id }, body: { content: ' Ahoy ' } })
  expect(edited).toEqual({ ...sent, content: 'Ahoy', editedAt: expect.any(String) })
  expect(Date.parse(edited.editedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(sent.createdAt))
  expect(await heard.first('message-updated')).toEqual(edited)
  expect(await ben.api.listMessages({ params: { channelId }, query: {} })).toEqual({
    messages: [edited],
    hasMore: false,
  })
})

test('an edit of what has been edited meanwhile changes nothing', async () => {
  const { id: messageId } = await say(await newChannel(), 'Ahoi')
  const edit = (content: string, editedAt: string | null) =>
    ana.api.editMessage({ params: { messageId }, body: { content, editedAt } })
  const { editedAt } = await edit('Ahoy', null)
  await expect(edit('Ahoy there', null)).rejects.toMatchObject({ code: 'edited_meanwhile', status: 409 })
  expect(await edit('Ahoy, everybody', editedAt)).toMatchObject({ content: 'Ahoy, everybody' })
})

test('a deleted message is gone, and neither its number nor its nonce comes back', async () => {
  const channelId = await newChannel()
  const { live, heard } = await listen(ben)
  await live.request('join-channel', { channelId })
  const sent = await say(channelId, 'Oops', 'one')
  const params = { messageId: sent.id }
  await ana.api.deleteMessage({ params })
  expect(await heard.first('message-deleted')).toEqual({ id: sent.id, channelId })
  expect((await ben.api.listMessages({ params: { channelId }, query: {} })).messages).toEqual([])
  const gone = { code: 'not_found', status: 404 }
  await expect(ana.api.deleteMessage({ params })).rejects.toMatchObject(gone)
  await expect(ana.api.editMessage({ params, body: { content: 'Back' } })).rejects.toMatchObject(gone)
  await expect(say(channelId, 'Oops', 'one')).rejects.toMatchObject(gone)
  expect((await say(channelId, 'Next')).seq).toBe(2)
})

test('4000 characters are counted as people count them', async () => {
  const channelId = await newChannel()
  const emoji = '🚢'.repeat(4000)
  expect((await say(channelId, `  ${emoji}\n`)).content).toBe(emoji)
  expectProblem(
    await browser(app.url, ana.jar)('sendMessage', { params: { channelId }, body: { content: `${emoji}x` } }),
    'validation_failed',
  )
})

test('what cannot be stored is made well-formed', async () => {
  const channelId = await newChannel()
  expect((await say(channelId, 'half \ud83d a ship')).content).toBe('half \ufffd a ship')
})

const refused: [path: string, body: unknown][] = [
  ['content', { content: '' }],
  ['content', { content: ' \n\t ' }],
  ['content', { content: 'a\0b' }],
  ['content', { content: 5 }],
  ['content', {}],
  ['nonce', { content: 'Ahoy', nonce: '' }],
  ['nonce', { content: 'Ahoy', nonce: 'x'.repeat(65) }],
  ['nonce', { content: 'Ahoy', nonce: 7 }],
  ['nonce', { content: 'Ahoy', nonce: 'a\0b' }],
]

test.each(refused)('a message is within limits: %s of %j is refused at both doors', async (path, body) => {
  const { channelId } = community
  const answer = await browser(app.url, ana.jar)('sendMessage', { params: { channelId }, body })
  expectProblem(answer, 'validation_failed')
  expect(answer.body).toMatchObject({ errors: [{ path }] })
  const { live } = await listen(ana)
  const reply = await emit(live, 'send-message', { channelId, nonce: 'one', ...(body as object) })
  expect(reply).toMatchObject({ ok: false, error: { code: 'validation_failed' } })
  live.close()
})

test('whoever hears of a message can read it: events follow the commit', async () => {
  const channelId = await newChannel()
  const { live } = await listen(ben)
  await live.request('join-channel', { channelId })
  const rounds = 20
  let isMissing = 0
  const checks: Promise<void>[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  live.socket.on('message-created', ({ id, seq }) => {
    const check = ben.api.listMessages({ params: { channelId }, query: { around: id, limit: '1' } })
    checks.push(check.then(({ messages }) => void (messages[0]?.id === id || isMissing++)))
    if (seq === rounds) resolve()
  })
  for (let round = 0; round < rounds; round++) await say(channelId, `${round}`)
  await promise
  await Promise.all(checks)
  expect(isMissing).toBe(0)
})
