import type { Realtime } from '@parley/client/realtime'
import { limits } from '@parley/contracts/limits'
import { expect, test } from 'vitest'
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
