import type { Realtime } from '@parley/client/realtime'
import { limits } from '@parley/contracts/limits'
import { expect, test } from 'vitest'
import { activityWindow } from '../../src/realtime/publisher.ts'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { signUpAll } from '../support/people.ts'

const app = await startSharedApp()
const { ana, ben, cleo } = await signUpAll(app.url, 'ana', 'ben', 'cleo')

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** Many messages at once. @returns the number of the last */
async function burst(live: Realtime, channelId: string, count: number): Promise<number> {
  const sends = numbers(count).map((number) =>
    live.request('send-message', { channelId, content: `${number}`, nonce: `${Math.random()}` }),
  )
  return Math.max(...(await Promise.all(sends)).map(({ seq }) => seq))
}

test('whoever has the channel open gets every message once and in order; the others, that there are some', async () => {
  const { channelId } = await createCommunity(ana, ben, cleo)
  const sender = await listen(ana)
  const reader = await listen(ben)
  const busy = await listen(cleo)
  for (const { live } of [reader, busy]) await live.request('join-servers', {})
  await reader.live.request('join-channel', { channelId })

  const before = performance.now()
  const lastSeq = await burst(sender.live, channelId, 100)
  await busy.heard.first('channel-activity', (activity) => activity.lastSeq === lastSeq)
  const windows = (performance.now() - before) / limits.coalesceWindow
  await reader.heard.first('message-created', ({ seq }) => seq === lastSeq)
  for (const { heard } of [sender, reader, busy]) await heard.settled()

  expect(reader.heard.all('message-created').map(({ seq }) => seq)).toEqual(numbers(100))
  expect(reader.heard.all('channel-activity')).toEqual([])
  expect(busy.heard.all('message-created')).toEqual([])
  const activities = busy.heard.all('channel-activity')
  expect(activities.length).toBeLessThanOrEqual(windows + 1)
  expect(activities.map((activity) => activity.lastSeq)).toEqual(
    activities.map((activity) => activity.lastSeq).toSorted((a, b) => a - b),
  )
  const newest = reader.heard.all('message-created').at(-1)
  expect(activities.at(-1)).toEqual({ channelId, lastSeq, lastMessageId: newest?.id })
  // The sender has not opened it: nothing but the replies came.
  expect(sender.heard.all('message-created')).toEqual([])
})

test('activity of several channels of a server is told of each, and of one that is deleted meanwhile no more', async () => {
  const { serverId, channelId } = await createCommunity(ana, ben)
  const create = (name: string) => ana.api.createChannel({ params: { serverId }, body: { name, type: 0 } })
  const [second, third, doomed] = [await create('second'), await create('third'), await create('doomed')]
  const sender = await listen(ana)
  const busy = await listen(ben)
  await busy.live.request('join-servers', {})
  for (const id of [channelId, second.id, third.id, doomed.id]) await burst(sender.live, id, 2)
  await ana.api.deleteChannel({ params: { channelId: doomed.id } })
  await busy.heard.first('channel-deleted')
  const toldOfDoomed = () => busy.heard.all('channel-activity').filter((activity) => activity.channelId === doomed.id)
  const before = toldOfDoomed()
  for (const id of [channelId, second.id, third.id]) {
    await busy.heard.first('channel-activity', (activity) => activity.channelId === id && activity.lastSeq === 2)
  }
  expect(toldOfDoomed()).toEqual(before)
})

test('badges wait longer the more connections a server has, and nowhere for long', () => {
  expect([0, 500, 2_000, 1_000_000].map(activityWindow)).toEqual([limits.coalesceWindow, 500, 2_000, 10_000])
})

test('whoever closes the channel is told of activity again', async () => {
  const { channelId } = await createCommunity(ana, ben)
  const sender = await listen(ana)
  const reader = await listen(ben)
  await reader.live.request('join-servers', {})
  await reader.live.request('join-channel', { channelId })
  await burst(sender.live, channelId, 1)
  await reader.heard.first('message-created')
  await reader.live.request('leave-channel', { channelId })
  const second = await burst(sender.live, channelId, 1)
  await reader.heard.first('channel-activity', ({ lastSeq }) => lastSeq === second)
  expect(reader.heard.all('message-created')).toHaveLength(1)
})

test('edits and deletions go to those who have the channel open', async () => {
  const { channelId } = await createCommunity(ana, ben, cleo)
  const reader = await listen(ben)
  const busy = await listen(cleo)
  for (const { live } of [reader, busy]) await live.request('join-servers', {})
  await reader.live.request('join-channel', { channelId })
  const { id } = await ana.api.sendMessage({ params: { channelId }, body: { content: 'Ahoi' } })
  await ana.api.editMessage({ params: { messageId: id }, body: { content: 'Ahoy' } })
  await ana.api.deleteMessage({ params: { messageId: id } })
  await reader.heard.first('message-updated')
  await reader.heard.first('message-deleted')
  await busy.heard.settled()
  expect([busy.heard.all('message-updated'), busy.heard.all('message-deleted')]).toEqual([[], []])
})
