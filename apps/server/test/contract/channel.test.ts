import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { signUpAll } from '../support/people.ts'
import { browser, expectProblem } from '../support/rest.ts'

const app = await startSharedApp()
const { ana, ben } = await signUpAll(app.url, 'ana', 'ben')
const community = await createCommunity(ana, ben)
const { live, heard } = await listen(ben)
await live.request('join-servers', {})

const create = (body: Parameters<typeof ana.api.createChannel>[0]['body']) =>
  ana.api.createChannel({ params: { serverId: community.serverId }, body })

async function readOrder(): Promise<string[]> {
  const { channels } = await ben.api.getServer({ params: { serverId: community.serverId } })
  expect(channels.map(({ position }) => position)).toEqual(channels.map((_, index) => index))
  return channels.map(({ name }) => name)
}

test('a channel of each kind comes below the others, and members hear of it', async () => {
  const text = await create({ name: ' deck ', topic: ' All hands ' })
  const voice = await create({ name: 'bridge', type: 2 })
  const category = await create({ name: 'hold', type: 4, topic: '' })
  expect(text).toMatchObject({ name: 'deck', topic: 'All hands', type: 0, position: 2, lastSeq: 0 })
  expect(voice).toMatchObject({ type: 2, position: 3, topic: null })
  expect(category).toMatchObject({ type: 4, position: 4, topic: null })
  for (const channel of [text, voice, category]) {
    expect(await heard.first('channel-created', ({ id }) => id === channel.id)).toEqual(channel)
  }
  expect(await readOrder()).toEqual(['general', 'General', 'deck', 'bridge', 'hold'])
})

test('a voice channel holds messages too', async () => {
  const { id: channelId } = await create({ name: 'mess', type: 2 })
  const sent = await ben.api.sendMessage({ params: { channelId }, body: { content: 'Ahoy' } })
  expect(sent).toMatchObject({ channelId, seq: 1 })
})

test('name and topic change alone or together, and an empty topic is none', async () => {
  const { id: channelId } = await create({ name: 'galley', topic: 'Food' })
  const params = { channelId }
  const renamed = await ana.api.updateChannel({ params, body: { name: 'kitchen' } })
  expect(renamed).toMatchObject({ name: 'kitchen', topic: 'Food' })
  expect(await heard.first('channel-updated', ({ id }) => id === channelId)).toEqual(renamed)
  expect(await ana.api.updateChannel({ params, body: { topic: null } })).toMatchObject({ name: 'kitchen', topic: null })
  const both = await ana.api.updateChannel({ params, body: { name: 'galley', topic: 'Soup' } })
  expect(both).toMatchObject({ name: 'galley', topic: 'Soup' })
  expect(await ana.api.updateChannel({ params, body: { topic: '  ' } })).toMatchObject({ topic: null })
})

test('a channel that moves pushes the others along, and members hear of it once', async () => {
  const { serverId } = community
  const before = await readOrder()
  const { channels } = await ben.api.getServer({ params: { serverId } })
  const ids = channels.map(({ id }) => id)
  const channelId = ids.at(-1) ?? ''
  heard.clear()
  const moved = await ana.api.updateChannel({ params: { channelId }, body: { position: 0 } })
  expect(moved).toMatchObject({ id: channelId, position: 0 })
  expect(await readOrder()).toEqual([before.at(-1), ...before.slice(0, -1)])
  const order = { serverId, channelIds: [channelId, ...ids.slice(0, -1)] }
  expect(await heard.first('channels-reordered')).toEqual(order)
  expect(await heard.first('channel-updated')).toEqual(moved)
  expect(heard.names()).toEqual(['channels-reordered', 'channel-updated'])

  const far = await ana.api.updateChannel({ params: { channelId }, body: { position: 500 } })
  expect(far.position).toBe(before.length - 1)
  expect(await readOrder()).toEqual(before)
})

test('channels come in the order they are put in, whatever that leaves out, and members hear of it once', async () => {
  const { serverId } = community
  const idsOf = async () => (await ben.api.getServer({ params: { serverId } })).channels.map(({ id }) => id)
  const [first = '', second = '', ...others] = await idsOf()
  heard.clear()
  const order = await ana.api.orderChannels({ params: { serverId }, body: { channelIds: ['17', second] } })
  expect(order).toEqual({ serverId, channelIds: [second, first, ...others] })
  expect(await heard.first('channels-reordered')).toEqual(order)
  expect(heard.names()).toEqual(['channels-reordered'])
  expect(await idsOf()).toEqual(order.channelIds)

  const back = await ana.api.orderChannels({ params: { serverId }, body: { channelIds: [first, second] } })
  expect(back.channelIds).toEqual([first, second, ...others])
  expect((await readOrder()).length).toBe(back.channelIds.length)
})

test('an order that names a channel twice is refused', async () => {
  const { serverId, channelId } = community
  const body = { channelIds: [channelId, channelId] }
  const answer = await browser(app.url, ana.jar)('orderChannels', { params: { serverId }, body })
  expectProblem(answer, 'validation_failed')
})

test('a deleted channel takes its messages with it', async () => {
  const { id: channelId } = await create({ name: 'raft' })
  const { id: messageId } = await ben.api.sendMessage({ params: { channelId }, body: { content: 'Ahoy' } })
  await ana.api.deleteChannel({ params: { channelId } })
  expect(await heard.first('channel-deleted')).toEqual({ id: channelId, serverId: community.serverId })
  const gone = { code: 'not_found', status: 404 }
  const params = { channelId }
  await expect(ben.api.sendMessage({ params, body: { content: 'Ahoy' } })).rejects.toMatchObject(gone)
  await expect(ben.api.listMessages({ params, query: {} })).rejects.toMatchObject(gone)
  await expect(ben.api.deleteMessage({ params: { messageId } })).rejects.toMatchObject(gone)
  await expect(ana.api.deleteChannel({ params })).rejects.toMatchObject(gone)
  expect(await readOrder()).not.toContain('raft')
})

test.each([
  ['name', { name: '' }],
  ['name', { name: 'x'.repeat(101) }],
  ['name', {}],
  ['topic', { name: 'deck', topic: 'x'.repeat(1025) }],
  ['type', { name: 'deck', type: 1 }],
  ['type', { name: 'deck', type: 3 }],
  ['type', { name: 'deck', type: '0' }],
])('a channel is within limits: %s of %j is refused', async (path, body) => {
  const answer = await browser(app.url, ana.jar)('createChannel', { params: { serverId: community.serverId }, body })
  expectProblem(answer, 'validation_failed')
  expect(answer.body).toMatchObject({ errors: [{ path }] })
})

test.each([{}, { position: -1 }, { position: 1.5 }, { type: 2 }, { name: null }])(
  'a channel does not change by %j',
  async (body) => {
    const params = { channelId: community.channelId }
    expectProblem(await browser(app.url, ana.jar)('updateChannel', { params, body }), 'validation_failed')
  },
)
