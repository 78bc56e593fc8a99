import { once } from 'node:events'
import type { Realtime } from '@parley/client/realtime'
import { limits } from '@parley/contracts/limits'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { loggedErrors } from '../support/app-log.ts'
import { type Community, createCommunity } from '../support/community.ts'
import { type EventLog, listen } from '../support/event-log.ts'
import { type Person, signIn, signUp } from '../support/people.ts'

let app: TestApp
// New for each test: a person has one place in all calls, which would be left from the test before.
let ana: Person
let ben: Person
let cleo: Person
/** Ana's server, with Ben and Cleo. */
let harbour: Community
/** Cleo, who is in no call and only watches. */
let watching: EventLog

beforeAll(async () => {
  // As many as a mesh can serve.
  app = await startApp({ RATE_LIMIT_SCALE: '0', SFU_PORTS: 'off' })
})
afterAll(() => app.stop())

beforeEach(async () => {
  ana = await signUp(app.url, 'ana')
  ben = await signUp(app.url, 'ben')
  cleo = await signUp(app.url, 'cleo')
  harbour = await createCommunity(ana, ben, cleo)
  const { live, heard } = await listen(cleo)
  await live.request('join-servers', {})
  watching = heard
  return () => live.close()
})

const media = { audio: true, video: false, screen: false }
const join = ({ request }: Realtime, channelId: string, resume?: string) =>
  request('join-call', { channelId, media, ...(resume && { resume }) })
const joinVoice = (live: Realtime) => join(live, harbour.voiceChannelId)
const offer = { type: 'offer', sdp: 'v=0' } as const
const closed = ({ socket }: Realtime) => once(socket as unknown as NodeJS.EventEmitter, 'disconnect')
const listed = async (person: Person) => (await person.api.listCalls()).find(({ id }) => id === harbour.voiceChannelId)

describe('a voice channel', () => {
  test('shows who is in it to everybody who may see it', async () => {
    const [first, second] = [await listen(ana), await listen(ben)]
    const { callId, selfId, participants } = await joinVoice(first.live)
    expect(callId).toBe(harbour.voiceChannelId)
    expect(participants).toMatchObject([
      { id: selfId, userId: ana.user.id, ...media, muted: false, reconnecting: false },
    ])
    const joined = await joinVoice(second.live)
    expect(joined.participants.map(({ userId }) => userId)).toEqual([ana.user.id, ben.user.id])

    const heard = await watching.first('call-joined', ({ participant }) => participant.id === selfId)
    expect(heard).toMatchObject({ callId, serverId: harbour.serverId, participant: { user: { id: ana.user.id } } })
    const call = await listed(cleo)
    expect(call).toMatchObject({ serverId: harbour.serverId, startedAt: heard.startedAt, ringing: [] })
    expect(call?.participants).toEqual(joined.participants)
    expect(await listed(await signUp(app.url, 'stranger'))).toBeUndefined()

    await second.live.request('leave-call', { channelId: callId })
    expect(await watching.first('call-left')).toMatchObject({ reason: 'left', participant: { id: joined.selfId } })
    await first.live.request('leave-call', { callId })
    await watching.first('call-left', ({ participant }) => participant.id === selfId)
    expect(await listed(cleo)).toBeUndefined()
    for (const { live } of [first, second]) live.close()
  })

  test('is told what people switch on and off', async () => {
    const { live } = await listen(ana)
    const { callId } = await joinVoice(live)
    await live.request('call-state', { callId, muted: true, deafened: true, video: true, screen: true })
    const { participant } = await watching.first('call-state')
    expect(participant).toMatchObject({ audio: true, muted: true, deafened: true, video: true, screen: true })
    await live.request('call-state', {
      callId,
      audio: false,
      muted: false,
      deafened: false,
      video: false,
      screen: false,
    })
    await watching.first('call-state', (state) => !state.participant.audio && !state.participant.deafened)
    expect((await listed(cleo))?.participants).toMatchObject([{ audio: false, muted: false }])
    await live.request('leave-call', { callId })
    live.close()
  })

  test('has room for so many, and is full then', async () => {
    const crowd = await Promise.all(Array.from({ length: limits.callParticipants + 1 }, () => signUp(app.url, 'crowd')))
    for (const { api } of crowd) await api.joinServer({ body: { inviteCode: harbour.inviteCode } })
    const connections = await Promise.all(crowd.map((person) => person.connect()))
    const last = connections.pop()
    for (const live of connections) await joinVoice(live)
    if (!last) throw new Error('Nobody is left')
    await expect(joinVoice(last)).rejects.toMatchObject({ code: 'limit_reached', message: 'This call is full' })
    const figures = await (await fetch(`${app.url}/metrics`)).text()
    expect(figures).toContain('parley_call_join_failures_total{reason="limit_reached"} 1')
    expect(figures).toMatch(new RegExp(`^parley_call_participants ${limits.callParticipants}$`, 'm'))
    expect(figures).toMatch(/^parley_calls 1$/m)
    // Who is in it can still come in again.
    const [someone] = connections
    if (someone) await joinVoice(someone)
    for (const live of [...connections, last]) live.close()
  })
})

test('what participants say to each other reaches only whom it is for', async () => {
  const [first, second, third] = [await listen(ana), await listen(ben), await listen(cleo)]
  const { callId, selfId: to } = await joinVoice(first.live)
  const { selfId: from } = await joinVoice(second.live)
  await joinVoice(third.live)
  await second.live.request('offer', { callId, to, description: offer })
  expect(await first.heard.first('offer')).toEqual({ callId, to, from, description: offer })
  const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' }
  await first.live.request('ice-candidate', { callId, to: from, candidate })
  expect(await second.heard.first('ice-candidate')).toEqual({ callId, to: from, from: to, candidate })
  // The other device of who is spoken to is not in the call.
  const device = await listen(ana)
  await second.live.request('answer', { callId, to, description: { type: 'answer', sdp: 'v=0' } })
  await first.heard.first('answer')
  for (const { heard } of [third, device]) {
    await heard.settled()
    expect(heard.names().filter((name) => ['offer', 'answer', 'ice-candidate'].includes(name))).toEqual([])
  }
  await expect(device.live.request('offer', { callId, to: from, description: offer })).rejects.toMatchObject({
    code: 'not_found',
  })
  const sdp = 'x'.repeat(limits.sessionDescription + 1)
  await expect(second.live.request('offer', { callId, to, description: { type: 'offer', sdp } })).rejects.toMatchObject(
    { code: 'validation_failed' },
  )
  for (const { live } of [first, second, third, device]) live.close()
})

test('signals have a budget that joining does not use up', async () => {
  const limited = await startApp()
  const [dora, emil] = [await signUp(limited.url, 'dora'), await signUp(limited.url, 'emil')]
  const { voiceChannelId: callId } = await createCommunity(dora, emil)
  const [a, b] = [await dora.connect(), await emil.connect()]
  const { selfId: to } = await join(a, callId)
  await join(b, callId)
  const candidate = { candidate: '', sdpMid: '0', sdpMLineIndex: 0 }
  const replies = await Promise.allSettled(
    Array.from({ length: 1000 }, () => b.request('ice-candidate', { callId, to, candidate })),
  )
  const refused = replies.filter((reply) => reply.status === 'rejected')
  expect(refused[0]?.reason).toMatchObject({ code: 'rate_limited' })
  expect(1000 - refused.length).toBeGreaterThanOrEqual(600)
  for (const live of [a, b]) live.close()
  await limited.stop()
})

describe('one person on two devices', () => {
  test('is where the person joined last', async () => {
    const desk = await listen(ana)
    const phone = await listen(await signIn(app.url, ana))
    const { callId, selfId } = await joinVoice(desk.live)
    const moved = await joinVoice(phone.live)
    expect(moved.selfId).not.toBe(selfId)
    expect(moved.participants.map(({ id }) => id)).toEqual([moved.selfId])
    expect(await desk.heard.first('call-left')).toMatchObject({ reason: 'moved', participant: { id: selfId } })
    await expect(
      desk.live.request('call-state', { callId, muted: true, deafened: false, video: false, screen: false }),
    ).rejects.toMatchObject({ code: 'not_found' })
    // Nor can the device that is out of it hang up for the other one, or come back by itself.
    await desk.live.request('leave-call', { callId })
    await expect(join(desk.live, callId, selfId)).rejects.toMatchObject({ code: 'joined_elsewhere' })
    expect((await listed(cleo))?.participants.map(({ id }) => id)).toEqual([moved.selfId])
    for (const { live } of [desk, phone]) live.close()
  })

  test('is in one call at a time', async () => {
    const { live } = await listen(ana)
    await joinVoice(live)
    const { id } = await ana.api.createConversation({ body: { userId: ben.user.id } })
    await join(live, id)
    expect(await watching.first('call-left')).toMatchObject({ callId: harbour.voiceChannelId, reason: 'moved' })
    live.close()
  })
})

describe('a call outlives', () => {
  test('a lost connection that comes back in time', async () => {
    const [lost, stays] = [await listen(ana), await listen(ben)]
    const { callId, selfId } = await joinVoice(lost.live)
    const { selfId: to } = await joinVoice(stays.live)
    lost.live.close()
    await stays.heard.first('call-state', ({ participant }) => participant.id === selfId && participant.reconnecting)
    await expect(stays.live.request('offer', { callId, to: selfId, description: offer })).rejects.toMatchObject({
      code: 'unavailable',
    })
    const back = await listen(ana)
    const rejoined = await join(back.live, callId, selfId)
    expect(rejoined.selfId).toBe(selfId)
    await stays.heard.first('call-state', ({ participant }) => participant.id === selfId && !participant.reconnecting)
    await back.live.request('offer', { callId, to, description: offer })
    await stays.heard.first('offer', ({ from }) => from === selfId)
    expect(stays.heard.all('call-left')).toEqual([])
    for (const { live } of [back, stays]) live.close()
  })

  test('a connection that ends only after its successor is there', async () => {
    const [old, next, stays] = [await listen(ana), await listen(ana), await listen(ben)]
    const { callId, selfId } = await joinVoice(old.live)
    await joinVoice(stays.live)
    await join(next.live, callId, selfId)
    old.live.close()
    await next.live.request('call-state', { callId, muted: true, deafened: false, video: false, screen: false })
    await stays.heard.first('call-state', ({ participant }) => participant.muted)
    expect(stays.heard.all('call-state').some(({ participant }) => participant.reconnecting)).toBe(false)
    for (const { live } of [next, stays]) live.close()
  })

  test('not for ever: who does not come back is gone within ten seconds, and comes back as somebody new', async () => {
    const [lost, stays] = [await listen(ana), await listen(ben)]
    const { callId, selfId } = await joinVoice(lost.live)
    await joinVoice(stays.live)
    const before = performance.now()
    lost.live.close()
    expect(await stays.heard.first('call-left')).toMatchObject({ reason: 'lost', participant: { id: selfId } })
    expect(performance.now() - before).toBeLessThan(10_000)
    const back = await listen(ana)
    expect((await join(back.live, callId, selfId)).selfId).not.toBe(selfId)
    for (const { live } of [back, stays]) live.close()
  })

  test('a restart of the app', async () => {
    const [one, two] = [await listen(ana), await listen(ben)]
    const { callId, selfId } = await joinVoice(one.live)
    const { selfId: otherId } = await joinVoice(two.live)
    const gone = Promise.all([closed(one.live), closed(two.live)])
    await app.kill()
    await gone
    await app.restart()
    const [again, other] = [await listen(ana), await listen(ben)]
    expect((await join(again.live, callId, selfId)).selfId).toBe(selfId)
    const { selfId: kept, participants } = await join(other.live, callId, otherId)
    expect(kept).toBe(otherId)
    expect(participants.map(({ id }) => id)).toEqual([selfId, otherId])
    // Nobody takes an id that is somebody else's.
    const third = await listen(cleo)
    expect((await join(third.live, callId, selfId)).selfId).not.toBe(selfId)
    for (const { live } of [again, other, third]) live.close()
  })
})

describe('a place in a call is lost at once', () => {
  const removals: [how: string, act: (device: Person) => Promise<unknown>][] = [
    [
      'by being removed from the server',
      () => ana.api.removeMember({ params: { serverId: harbour.serverId, userId: ben.user.id } }),
    ],
    ['with the channel', () => ana.api.deleteChannel({ params: { channelId: harbour.voiceChannelId } })],
    ['with the session', (device) => device.api.logout()],
  ]

  test.each(removals)('%s', async (_, act) => {
    const device = await signIn(app.url, ben)
    const { live, heard } = await listen(device)
    const stays = await listen(cleo)
    const { callId, selfId } = await joinVoice(live)
    const { selfId: to } = await joinVoice(stays.live)
    await act(device)
    const left = await stays.heard.first('call-left', ({ participant }) => participant.id === selfId)
    expect(left.reason).toBe('removed')
    if (live.socket.connected) await heard.first('call-left', ({ participant }) => participant.id === selfId)
    await expect(live.request('offer', { callId, to, description: offer })).rejects.toThrow()
    heard.clear()
    await stays.live.request('leave-call', { callId }).catch(() => undefined)
    if (live.socket.connected) await heard.settled()
    expect(heard.names().filter((name) => name.startsWith('call-'))).toEqual([])
    for (const connection of [live, stays.live]) connection.close()
  })

  test('also while it waits for its connection to come back', async () => {
    const device = await signIn(app.url, ben)
    const { live } = await listen(device)
    const { selfId } = await joinVoice(live)
    live.close()
    await watching.first('call-state', ({ participant }) => participant.reconnecting)
    await device.api.logout()
    expect(await watching.first('call-left')).toMatchObject({ reason: 'removed', participant: { id: selfId } })
  })
})

describe('a conversation', () => {
  let callId: string
  let caller: { live: Realtime; heard: EventLog }
  let desk: EventLog
  let phone: { live: Realtime; heard: EventLog }

  beforeEach(async () => {
    const [dora, emil] = [await signUp(app.url, 'dora'), await signUp(app.url, 'emil')]
    callId = (await dora.api.createConversation({ body: { userId: emil.user.id } })).id
    caller = await listen(dora)
    desk = (await listen(emil)).heard
    phone = await listen(await signIn(app.url, emil))
    const { selfId } = await join(caller.live, callId)
    for (const heard of [desk, phone.heard]) {
      expect(await heard.first('call-ring')).toMatchObject({ callId, participant: { id: selfId } })
    }
    expect(await emil.api.listCalls()).toMatchObject([{ id: callId, ringing: [emil.user.id] }])
    await caller.heard.settled()
    expect(caller.heard.all('call-ring')).toEqual([])
  })

  test('rings until it is answered on one device', async () => {
    await join(phone.live, callId)
    expect(await desk.first('call-ring-ended')).toMatchObject({ callId, reason: 'answered' })
  })

  test('rings until it is declined, of which the caller hears', async () => {
    await phone.live.request('decline-call', { callId })
    expect(await desk.first('call-ring-ended')).toMatchObject({ reason: 'declined' })
    expect(await caller.heard.first('call-ring-ended')).toMatchObject({ callId, reason: 'declined' })
  })

  test('rings until the caller gives up', async () => {
    await caller.live.request('leave-call', { callId })
    expect(await desk.first('call-ring-ended')).toMatchObject({ reason: 'cancelled' })
  })

  test('rings once, also when the caller’s page reloads', async () => {
    const again = await join(caller.live, callId)
    await desk.first('call-joined', ({ participant }) => participant.id === again.selfId)
    await desk.settled()
    expect(desk.all('call-ring')).toHaveLength(1)
    expect(desk.all('call-ring-ended')).toEqual([])
  })
})

test('the app has nothing to complain of', () => {
  expect(loggedErrors(app)).toEqual([])
})
