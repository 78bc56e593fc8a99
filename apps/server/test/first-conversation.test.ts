import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from './support/app.ts'
import { nextEvent, signUp } from './support/people.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

test('two people meet in a server and talk, live, through both doors', async () => {
  const ana = await signUp(app.url, 'ana')
  const ben = await signUp(app.url, 'ben')
  expect(ana.user.isAdmin).toBe(true)
  expect(ben.user.isAdmin).toBe(false)

  const server = await ana.api.createServer({ body: { name: 'Harbour' } })
  const channel = server.channels[0]
  if (!channel || !server.inviteCode) throw new Error('A new server has a channel and an invite')
  const anaLive = await ana.connect()
  await anaLive.request('join-servers', {})
  const joined = nextEvent(anaLive, 'member-joined')
  await ben.api.joinServer({ body: { inviteCode: server.inviteCode } })
  expect((await joined).userId).toBe(ben.user.id)

  const benLive = await ben.connect()
  await anaLive.request('join-channel', { channelId: channel.id })
  await benLive.request('join-channel', { channelId: channel.id })

  const heard = nextEvent(anaLive, 'message-created')
  const sent = await benLive.request('send-message', { channelId: channel.id, content: 'Ahoy', nonce: 'one' })
  expect(sent).toMatchObject({ seq: 1, content: 'Ahoy', nonce: 'one', author: { id: ben.user.id } })
  expect(await heard).toEqual(sent)

  const answer = nextEvent(benLive, 'message-created')
  const reply = await ana.api.sendMessage({ params: { channelId: channel.id }, body: { content: 'Welcome aboard' } })
  expect(reply.seq).toBe(2)
  expect(await answer).toEqual(reply)

  const page = await ben.api.listMessages({ params: { channelId: channel.id }, query: {} })
  expect(page).toEqual({ messages: [sent, reply], hasMore: false })
  anaLive.close()
  benLive.close()
})
