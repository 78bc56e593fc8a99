import type { Realtime } from '@parley/client/realtime'
import { limits } from '@parley/contracts/limits'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Community, createCommunity } from '../support/community.ts'
import { type EventLog, listen } from '../support/event-log.ts'
import { type Person, signIn, signUp } from '../support/people.ts'
import { UnitClient } from '../support/unit-client.ts'
import { type Cluster, hasCluster, startCluster } from './cluster.ts'

const media = { audio: true, video: false, screen: false }
const offer = { type: 'offer', sdp: 'v=0' } as const

describe.skipIf(!hasCluster)('calls on two instances (skipped where redis-server or nginx is not installed)', () => {
  let cluster: Cluster
  /** At A, in whose server Ben is. */
  let ana: Person
  /** At B. */
  let ben: Person
  let harbour: Community
  let anaLive: Realtime
  let benLive: Realtime
  let anaHears: EventLog
  let benHears: EventLog

  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster?.stop())

  beforeEach(async () => {
    ana = await signUp(cluster.a.url, 'ana')
    ben = await signUp(cluster.b.url, 'ben')
    harbour = await createCommunity(ana, ben)
    ;({ live: anaLive, heard: anaHears } = await listen(ana))
    ;({ live: benLive, heard: benHears } = await listen(ben))
    for (const live of [anaLive, benLive]) await live.request('join-servers', {})
  })
  afterEach(() => {
    for (const live of [anaLive, benLive]) live.close()
  })

  const join = (live: Realtime, resume?: string) =>
    live.request('join-call', { channelId: harbour.voiceChannelId, media, ...(resume && { resume }) })

  /** Ana and Ben in the voice channel. */
  async function talk() {
    const { callId, selfId: anaId } = await join(anaLive)
    await benHears.first('call-joined', ({ participant }) => participant.id === anaId)
    const { selfId: benId, participants } = await join(benLive)
    await anaHears.first('call-joined', ({ participant }) => participant.id === benId)
    return { callId, anaId, benId, participants }
  }

  const listed = async ({ api }: Person) => {
    const call = (await api.listCalls()).find(({ id }) => id === harbour.voiceChannelId)
    return call?.participants.map(({ id }) => id) ?? []
  }

  test('people on different ones are in one call, hear what each switches, and speak to each other alone', async () => {
    const { callId, anaId, benId, participants } = await talk()
    expect(participants.map(({ id }) => id)).toEqual([anaId, benId])
    expect(await listed(ana)).toEqual([anaId, benId])
    expect(await listed(ben)).toEqual([anaId, benId])

    await benLive.request('offer', { callId, to: anaId, description: offer })
    expect(await anaHears.first('offer')).toMatchObject({ from: benId })
    await anaLive.request('answer', { callId, to: benId, description: { type: 'answer', sdp: 'v=0' } })
    expect(await benHears.first('answer')).toMatchObject({ from: anaId })
    expect(benHears.all('offer')).toEqual([])

    await anaLive.request('call-state', { callId, muted: true, deafened: false, video: true, screen: false })
    await benHears.first('call-state', ({ participant }) => participant.id === anaId && participant.muted)
    await benLive.request('leave-call', { callId })
    expect(await anaHears.first('call-left')).toMatchObject({ participant: { id: benId }, reason: 'left' })
    expect(await listed(ana)).toEqual([anaId])
    for (const heard of [anaHears, benHears]) expect(heard.all('call-left')).toHaveLength(1)
  })

  test('one person on both is where the person joined last', async () => {
    const { anaId } = await talk()
    const phone = await listen(await signIn(cluster.b.url, ana))
    const { selfId } = await join(phone.live)
    expect(await anaHears.first('call-left')).toMatchObject({ participant: { id: anaId }, reason: 'moved' })
    await expect(join(anaLive, anaId)).rejects.toMatchObject({ code: 'joined_elsewhere' })
    expect(await listed(ana)).toContain(selfId)
    phone.live.close()
  })

  test('a device that comes back by the other one keeps its place', async () => {
    const { callId, anaId, benId } = await talk()
    anaLive.close()
    await benHears.first('call-state', ({ participant }) => participant.id === anaId && participant.reconnecting)
    const elsewhere = await listen(await signIn(cluster.b.url, ana))
    expect((await join(elsewhere.live, anaId)).selfId).toBe(anaId)
    await benHears.first('call-state', ({ participant }) => participant.id === anaId && !participant.reconnecting)
    await elsewhere.live.request('offer', { callId, to: benId, description: offer })
    await benHears.first('offer', ({ from }) => from === anaId)
    expect(benHears.all('call-left')).toEqual([])
    elsewhere.live.close()
  })

  describe('a conversation rings on both', () => {
    let callId: string
    let phone: { live: Realtime; heard: EventLog }

    beforeEach(async () => {
      callId = (await ana.api.createConversation({ body: { userId: ben.user.id } })).id
      phone = await listen(await signIn(cluster.a.url, ben))
      const { selfId } = await anaLive.request('join-call', { conversationId: callId, media })
      for (const heard of [benHears, phone.heard]) {
        expect(await heard.first('call-ring')).toMatchObject({ callId, participant: { id: selfId } })
      }
      expect(await ben.api.listCalls()).toMatchObject([{ id: callId, ringing: [ben.user.id] }])
    })
    afterEach(() => phone.live.close())

    test('until it is answered', async () => {
      await benLive.request('join-call', { conversationId: callId, media })
      for (const heard of [benHears, phone.heard, anaHears]) {
        expect(await heard.first('call-ring-ended')).toMatchObject({ callId, reason: 'answered' })
      }
      expect(await ana.api.listCalls()).toMatchObject([{ id: callId, ringing: [] }])
    })

    test('until it is declined', async () => {
      await benLive.request('decline-call', { callId })
      for (const heard of [benHears, phone.heard, anaHears]) {
        expect(await heard.first('call-ring-ended')).toMatchObject({ callId, reason: 'declined' })
      }
    })

    test('until the caller gives up', async () => {
      await anaLive.request('leave-call', { callId })
      for (const heard of [benHears, phone.heard]) {
        expect(await heard.first('call-ring-ended')).toMatchObject({ reason: 'cancelled' })
      }
    })
  })

  const removals: [how: string, act: () => Promise<unknown>][] = [
    ['a removal', () => ana.api.removeMember({ params: { serverId: harbour.serverId, userId: ben.user.id } })],
    ['the channel’s end', () => ana.api.deleteChannel({ params: { channelId: harbour.voiceChannelId } })],
    [
      'signing out',
      async () => {
        const { api } = await signIn(cluster.a.url, ben)
        await api.endOtherSessions()
      },
    ],
  ]

  test.each(removals)('%s on one ends a place on the other at once', async (_, act) => {
    const { benId } = await talk()
    await act()
    const { reason } = await anaHears.first('call-left', ({ participant }) => participant.id === benId)
    expect(reason).toBe('removed')
  })

  test('a call goes through the unit of one instance, and moves to the other when that dies', {
    timeout: 60_000,
  }, async () => {
    const { callId } = await talk()
    await benLive.request('call-state', { callId, muted: false, deafened: false, video: true, screen: false })
    const guests = await Promise.all(
      Array.from({ length: limits.meshWithPictures - 1 }, async () => {
        const guest = await signUp(cluster.b.url, 'guest')
        await guest.api.joinServer({ body: { inviteCode: harbour.inviteCode } })
        const { live } = await listen(guest)
        await join(live)
        return live
      }),
    )
    const connect = async (live: Realtime) => {
      const client = new UnitClient()
      await client.join(live, callId)
      return client
    }
    const first = await benHears.first('call-topology')
    const clients = await Promise.all([anaLive, benLive, ...guests].map(connect))
    await expect.poll(() => cluster.a.metric('parley_forwarder_participants')).toBe(clients.length)
    benHears.clear()
    await cluster.a.kill()
    const next = await benHears.first('call-topology')
    expect([first.topology, next.topology]).toEqual(['sfu', 'sfu'])
    expect(next).not.toEqual(first)
    clients.push(...(await Promise.all([benLive, ...guests].map(connect))))
    await expect.poll(() => cluster.b.metric('parley_forwarder_participants')).toBe(guests.length + 1)
    for (const client of clients) client.close()
    for (const live of guests) live.close()
    await cluster.a.start()
  })

  test('what an instance held goes when it dies, unless it comes back by the other one', {
    timeout: 60_000,
  }, async () => {
    const { anaId, benId } = await talk()
    const cem = await signUp(cluster.a.url, 'cem')
    await cem.api.joinServer({ body: { inviteCode: harbour.inviteCode } })
    const { live } = await listen(cem)
    const { selfId: cemId } = await join(live)
    await benHears.first('call-joined', ({ participant }) => participant.id === cemId)
    const at = performance.now()
    await cluster.a.kill()
    const back = await listen(await signIn(cluster.b.url, ana))
    expect((await join(back.live, anaId)).selfId).toBe(anaId)
    const left = await benHears.first('call-left')
    expect(left).toMatchObject({ participant: { id: cemId }, reason: 'lost' })
    expect(performance.now() - at).toBeLessThan(15_000)
    expect(await listed(ben)).toEqual([anaId, benId])
    expect(benHears.all('call-left')).toHaveLength(1)
    back.live.close()
    await cluster.a.start()
  })

  test('without Redis each goes on by itself, and with it they agree again', async () => {
    const { callId, anaId, benId } = await talk()
    await cluster.redis.kill()
    for (const { ready } of [cluster.a, cluster.b].map((instance) => ({ ready: () => instance.ready() }))) {
      await expect.poll(ready).toMatchObject({ status: 503 })
    }
    await expect(benLive.request('offer', { callId, to: anaId, description: offer })).rejects.toMatchObject({
      code: 'unavailable',
    })
    await anaLive.request('call-state', { callId, muted: true, deafened: true, video: false, screen: false })
    const cem = await signUp(cluster.b.url, 'cem')
    await cem.api.joinServer({ body: { inviteCode: harbour.inviteCode } })
    const { live } = await listen(cem)
    const { selfId: cemId, participants } = await join(live)
    expect(participants.map(({ id }) => id)).toEqual([anaId, benId, cemId])
    await cluster.redis.restart()
    await anaHears.first('call-joined', ({ participant }) => participant.id === cemId)
    await benHears.first('call-state', ({ participant }) => participant.id === anaId && participant.deafened)
    expect(await listed(ana)).toEqual(await listed(ben))
    await live.request('offer', { callId, to: anaId, description: offer })
    await anaHears.first('offer', ({ from }) => from === cemId)
    live.close()
  })
})
