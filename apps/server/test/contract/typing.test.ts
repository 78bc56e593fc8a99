import { limits } from '@parley/contracts/limits'
import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { type Person, signUpAll } from '../support/people.ts'

const app = await startSharedApp()
const { ana, ben, cleo } = await signUpAll(app.url, 'ana', 'ben', 'cleo')
const community = await createCommunity(ana, ben, cleo)
const { live: anaLive } = await listen(ana)
const { live: benLive } = await listen(ben)
const { live: cleoLive, heard: cleoHears } = await listen(cleo)

/** A channel that only Cleo has open. */
async function newChannel(): Promise<string> {
  const { serverId } = community
  const { id: channelId } = await ana.api.createChannel({ params: { serverId }, body: { name: 'deck' } })
  await cleoLive.request('join-channel', { channelId })
  return channelId
}

/** Resolves when exactly these are said to be typing in a channel. */
const typing = (channelId: string, ...people: Person[]) => {
  const userIds = people.map(({ user }) => user.id).sort()
  return cleoHears.first(
    'typing',
    (event) => event.channelId === channelId && JSON.stringify(event.userIds.toSorted()) === JSON.stringify(userIds),
  )
}

test('who types is told to those who have the channel open, and to nobody else', async () => {
  const channelId = await newChannel()
  const elsewhere = await listen(ben)
  await elsewhere.live.request('join-servers', {})
  await anaLive.request('typing-start', { channelId })
  await typing(channelId, ana)
  await elsewhere.heard.settled()
  expect(elsewhere.heard.all('typing')).toEqual([])
  elsewhere.live.close()
})

test('whoever opens the channel later learns who is typing already', async () => {
  const channelId = await newChannel()
  await anaLive.request('typing-start', { channelId })
  expect(await benLive.request('join-channel', { channelId })).toMatchObject({ typing: [ana.user.id] })
  await anaLive.request('typing-stop', { channelId })
  expect(await benLive.request('join-channel', { channelId })).not.toHaveProperty('typing')
})

test('who stops, or has sent the message, is not typing any more', async () => {
  const channelId = await newChannel()
  await anaLive.request('typing-start', { channelId })
  await benLive.request('typing-start', { channelId })
  await typing(channelId, ana, ben)
  cleoHears.clear()
  await anaLive.request('typing-stop', { channelId })
  await typing(channelId, ben)
  await benLive.request('send-message', { channelId, content: 'Ahoy', nonce: 'one' })
  await typing(channelId)
})

test('a conversation has its typists too', async () => {
  const { id: conversationId } = await ana.api.createConversation({ body: { userId: cleo.user.id } })
  await cleoLive.request('join-conversation', { conversationId })
  await anaLive.request('typing-start', { conversationId })
  await typing(conversationId, ana)
})

test('however many start and stop, there is at most one event a window, and the last tells how it is', async () => {
  const channelId = await newChannel()
  const before = performance.now()
  cleoHears.clear()
  for (let round = 0; round < 60; round++) {
    await Promise.all([
      anaLive.request(round % 2 === 0 ? 'typing-start' : 'typing-stop', { channelId }),
      benLive.request('typing-start', { channelId }),
    ])
  }
  await anaLive.request('typing-stop', { channelId })
  await benLive.request('typing-stop', { channelId })
  await typing(channelId)
  const windows = (performance.now() - before) / limits.coalesceWindow
  const events = cleoHears.all('typing').filter((event) => event.channelId === channelId)
  expect(events.length).toBeLessThanOrEqual(windows + 1)
  expect(events.at(-1)?.userIds).toEqual([])
})

test('who says nothing more has stopped after ten seconds', async () => {
  const channelId = await newChannel()
  const before = performance.now()
  await anaLive.request('typing-start', { channelId })
  await typing(channelId, ana)
  cleoHears.clear()
  await typing(channelId)
  const waited = performance.now() - before
  expect(waited).toBeGreaterThan(limits.typingTimeout)
  expect(waited).toBeLessThan(limits.typingTimeout + 5_000)
})
