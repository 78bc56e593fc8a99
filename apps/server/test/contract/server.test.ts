import { createApi } from '@parley/client/api'
import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { listen } from '../support/event-log.ts'
import { signUpAll } from '../support/people.ts'
import { browser, expectProblem } from '../support/rest.ts'

const app = await startSharedApp()
const { ana, ben, cleo } = await signUpAll(app.url, 'ana', 'ben', 'cleo')

test('a new server has its owner, an invite, and a channel to write and one to speak in', async () => {
  const server = await ana.api.createServer({ body: { name: '  Harbour ⚓ ' } })
  const { id, inviteCode } = server
  expect(server).toMatchObject({ name: 'Harbour ⚓', ownerId: ana.user.id, memberCount: 1, iconUrl: null })
  expect(inviteCode).toMatch(/^\w+$/)
  expect(server.channels).toMatchObject([
    { serverId: id, type: 0, position: 0, lastSeq: 0, lastMessageId: null },
    { serverId: id, type: 2, position: 1, lastSeq: 0, lastMessageId: null },
  ])
  expect(server.members).toMatchObject([{ userId: ana.user.id, serverId: id }])
  expect(server.hasMoreMembers).toBe(false)
  expect(await ana.api.getServer({ params: { serverId: id } })).toEqual(server)
})

test('a new server is on all of its owner’s devices at once', async () => {
  const { live, heard } = await listen(ana)
  const { server, serverId } = await createCommunity(ana)
  const { channels, members, hasMoreMembers, ...listed } = server
  expect(await heard.first('server-joined', ({ id }) => id === serverId)).toEqual(listed)
  // Without asking for it, the connection hears of what goes on there.
  const channel = await ana.api.createChannel({ params: { serverId }, body: { name: 'deck' } })
  expect(await heard.first('channel-created')).toEqual(channel)
  expect((await live.request('join-servers', {})).serverIds).toContain(serverId)
})

test('servers are listed in the order in which one joined them', async () => {
  const first = await createCommunity(ana, cleo)
  const second = await createCommunity(cleo)
  const third = await createCommunity(ben, cleo)
  expect((await cleo.api.listServers()).map(({ id }) => id)).toEqual([first, second, third].map((one) => one.serverId))
})

test('whoever joins is told to the members, and told what is there', async () => {
  const { server, serverId, inviteCode } = await createCommunity(ana)
  const owner = await listen(ana)
  const newcomer = await listen(ben)
  await owner.live.request('join-servers', {})
  const joined = await ben.api.joinServer({ body: { inviteCode } })
  expect(joined).toMatchObject({ id: serverId, memberCount: 2, channels: server.channels })
  expect(joined.members.map(({ userId }) => userId)).toEqual([ana.user.id, ben.user.id])

  const member = await owner.heard.first('member-joined')
  expect(member).toMatchObject({ serverId, userId: ben.user.id, status: 'online' })
  expect(member.user).toEqual(await ana.api.getUser({ params: { userId: ben.user.id } }))
  expect(await newcomer.heard.first('server-joined')).toMatchObject({ id: serverId, memberCount: 2, inviteCode })
  const channel = await ana.api.createChannel({ params: { serverId }, body: { name: 'deck' } })
  expect(await newcomer.heard.first('channel-created')).toEqual(channel)
  await expect(ben.api.joinServer({ body: { inviteCode } })).rejects.toMatchObject({ code: 'already_member' })
})

test('whoever leaves is told to the members, and hears no more', async () => {
  const { serverId } = await createCommunity(ana, ben)
  const owner = await listen(ana)
  const leaver = await listen(ben)
  await Promise.all([owner, leaver].map(({ live }) => live.request('join-servers', {})))
  await ben.api.leaveServer({ params: { serverId } })
  expect(await owner.heard.first('member-left')).toEqual({ serverId, userId: ben.user.id })
  expect(await leaver.heard.first('member-left')).toEqual({ serverId, userId: ben.user.id })
  expect((await ana.api.getServer({ params: { serverId } })).memberCount).toBe(1)
  expect((await ben.api.listServers()).map(({ id }) => id)).not.toContain(serverId)
  await ana.api.createChannel({ params: { serverId }, body: { name: 'deck' } })
  await owner.heard.first('channel-created')
  await leaver.heard.settled()
  expect(leaver.heard.all('channel-created')).toEqual([])
})

test('a renamed server is told to the members', async () => {
  const { serverId } = await createCommunity(ana, ben)
  const { live, heard } = await listen(ben)
  await live.request('join-servers', {})
  const renamed = await ana.api.updateServer({ params: { serverId }, body: { name: 'Lighthouse' } })
  expect(renamed.name).toBe('Lighthouse')
  expect(await heard.first('server-updated')).toEqual(renamed)
})

test('a deleted server is gone for everybody', async () => {
  const { serverId, channelId, inviteCode } = await createCommunity(ana, ben)
  const { id: messageId } = await ben.api.sendMessage({ params: { channelId }, body: { content: 'Ahoy' } })
  const { live, heard } = await listen(ben)
  await live.request('join-servers', {})
  await ana.api.deleteServer({ params: { serverId } })
  expect(await heard.first('server-deleted')).toEqual({ id: serverId })
  const gone = { code: 'not_found', status: 404 }
  await expect(ben.api.getServer({ params: { serverId } })).rejects.toMatchObject(gone)
  await expect(ben.api.listMessages({ params: { channelId }, query: {} })).rejects.toMatchObject(gone)
  await expect(ben.api.editMessage({ params: { messageId }, body: { content: 'x' } })).rejects.toMatchObject(gone)
  await expect(ben.api.joinServer({ body: { inviteCode } })).rejects.toMatchObject(gone)
  expect((await ben.api.listServers()).map(({ id }) => id)).not.toContain(serverId)
  expect((await ben.api.listUnread()).map((state) => state.channelId)).not.toContain(channelId)
})

test('an invite shows the server to whoever holds it, signed in or not', async () => {
  const { server, serverId, inviteCode } = await createCommunity(ana, ben)
  const { name, iconUrl } = server
  const preview = { code: inviteCode, server: { id: serverId, name, iconUrl, memberCount: 2 }, isMember: false }
  const params = { inviteCode }
  expect(await createApi({ baseUrl: app.url }).getInvite({ params })).toEqual(preview)
  expect(await cleo.api.getInvite({ params })).toEqual(preview)
  expect(await ben.api.getInvite({ params })).toEqual({ ...preview, isMember: true })
})

test('a replaced invite stops working, and members hear of the new one', async () => {
  const { serverId, inviteCode: old } = await createCommunity(ana, ben)
  const { live, heard } = await listen(ben)
  await live.request('join-servers', {})
  const { inviteCode } = await ana.api.regenerateInvite({ params: { serverId } })
  expect(inviteCode).not.toBe(old)
  expect(await heard.first('server-updated')).toMatchObject({ id: serverId, inviteCode })
  await expect(cleo.api.joinServer({ body: { inviteCode: old } })).rejects.toMatchObject({ code: 'not_found' })
  expect((await cleo.api.joinServer({ body: { inviteCode: ` ${inviteCode} ` } })).id).toBe(serverId)
})

test('members are paged in the order of their user ids', async () => {
  const { serverId } = await createCommunity(cleo, ana, ben)
  const params = { serverId }
  const everybody = [ana, ben, cleo].map(({ user }) => user.id)
  const idsOf = ({ members }: { members: { userId: string }[] }) => members.map(({ userId }) => userId)
  const first = await ana.api.listMembers({ params, query: { limit: '2' } })
  expect([idsOf(first), first.hasMore]).toEqual([everybody.slice(0, 2), true])
  const second = await ana.api.listMembers({ params, query: { limit: '2', after: everybody[1] } })
  expect([idsOf(second), second.hasMore]).toEqual([everybody.slice(2), false])
  const online = await ana.api.listMembers({ params, query: { status: 'online' } })
  expect(online).toEqual({
    members: (await ana.api.listMembers({ params, query: {} })).members.filter(({ status }) => status !== 'offline'),
    hasMore: false,
  })
  const all = await ana.api.listMembers({ params, query: {} })
  expect([idsOf(all), all.hasMore]).toEqual([everybody, false])
  for (const limit of ['0', '1001', '-1', '1.5', 'x', '']) {
    expectProblem(await browser(app.url, ana.jar)('listMembers', { params, query: { limit } }), 'validation_failed')
  }
})

test.each(['', ' x ', 'x'.repeat(101), 'a\0b', 5, null])('a server cannot be called %j', async (name) => {
  const call = browser(app.url, ana.jar)
  const created = await call('createServer', { body: { name } })
  expectProblem(created, 'validation_failed')
  expect(created.body).toMatchObject({ errors: [{ path: 'name' }] })
})
