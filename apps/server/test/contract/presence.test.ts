import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { signUpAll } from '../support/people.ts'

const app = await startSharedApp()
/** The members share a server with the person watched, the partner a conversation, and the stranger nothing. */
const names = ['watched', 'member', 'member2', 'partner', 'stranger'] as const
const { watched, member, member2, partner, stranger } = await signUpAll(app.url, ...names)
const { serverId } = await createCommunity(member, member2, watched)
await partner.api.createConversation({ body: { userId: watched.user.id } })
const { live: memberLive, heard: memberHears } = await listen(member)
await memberLive.request('join-servers', {})
const { heard: partnerHears } = await listen(partner)
const { heard: strangerHears } = await listen(stranger)

const ofWatched = ({ userId }: { userId: string }) => userId === watched.user.id
const as = (status: string) => (presence: { userId: string; status: string }) =>
  ofWatched(presence) && presence.status === status

async function shownInMembers() {
  const { members } = await member.api.listMembers({ params: { serverId }, query: {} })
  return members.find(ofWatched)
}

test('nobody is online without a connection', async () => {
  expect(await shownInMembers()).toMatchObject({ status: 'offline', lastSeenAt: null })
})

test('coming, choosing a status and going are told to whoever shares a server or a conversation', async () => {
  const before = Date.now()
  const { live, heard } = await listen(watched)
  for (const log of [memberHears, partnerHears]) {
    const { lastSeenAt } = await log.first('presence', as('online'))
    expect(Date.parse(lastSeenAt ?? '')).toBeGreaterThanOrEqual(before)
  }
  expect(await shownInMembers()).toMatchObject({ status: 'online' })

  await live.request('set-presence', { status: 'dnd' })
  for (const log of [memberHears, partnerHears, heard]) await log.first('presence', as('dnd'))
  expect(await shownInMembers()).toMatchObject({ status: 'dnd' })

  live.close()
  const gone = await memberHears.first('presence', as('offline'))
  expect(await partnerHears.first('presence', as('offline'))).toEqual(gone)
  expect(await shownInMembers()).toMatchObject({ status: 'offline', lastSeenAt: gone.lastSeenAt })

  await strangerHears.settled()
  expect(strangerHears.all('presence').filter(ofWatched)).toEqual([])
})

test('of several devices the most active counts, and do not disturb above all', async () => {
  memberHears.clear()
  const desk = await listen(watched)
  await memberHears.first('presence', as('online'))
  const phone = await listen(watched)
  await phone.heard.settled()
  memberHears.clear()
  await desk.live.request('set-presence', { status: 'idle' })
  await phone.live.request('set-presence', { status: 'idle' })
  await memberHears.first('presence', as('idle'))
  await phone.live.request('set-presence', { status: 'online' })
  await memberHears.first('presence', as('online'))
  await desk.live.request('set-presence', { status: 'dnd' })
  await memberHears.first('presence', as('dnd'))
  const statuses = memberHears.all('presence').filter(ofWatched)
  // Two changes at once may both be told as what came of them.
  const changes = statuses.map(({ status }) => status).filter((status, index, all) => status !== all[index - 1])
  expect(changes).toEqual(['idle', 'online', 'dnd'])
  memberHears.clear()
  desk.live.close()
  // Only what the other device says is left.
  await memberHears.first('presence', as('online'))
  phone.live.close()
})

test('a page that reloads was never away', async () => {
  memberHears.clear()
  const first = await listen(watched)
  const leaver = await listen(member2)
  await memberHears.first('presence', ({ userId }) => userId === member2.user.id)
  memberHears.clear()
  first.live.close()
  const second = await listen(watched)
  leaver.live.close()
  // Who went later is told to be gone: whoever went before would have been, too.
  await memberHears.first('presence', ({ userId, status }) => userId === member2.user.id && status === 'offline')
  expect(memberHears.all('presence').filter(ofWatched)).toEqual([])
  expect(await shownInMembers()).toMatchObject({ status: 'online' })
  second.live.close()
})
