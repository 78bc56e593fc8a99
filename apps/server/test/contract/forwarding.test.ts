import type { Realtime } from '@parley/client/realtime'
import { limits } from '@parley/contracts/limits'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { type EventLog, listen } from '../support/event-log.ts'
import { signUp } from '../support/people.ts'
import { UnitClient } from '../support/unit-client.ts'

/** One more than with whom a call moves to the unit. */
const capacity = limits.meshWithPictures + 2

let app: TestApp

beforeAll(async () => {
  app = await startApp({ RATE_LIMIT_SCALE: '0', SFU_PORTS: '21000-21099', SFU_CAPACITY: String(capacity) })
})
afterAll(() => app.stop())

interface Participant {
  live: Realtime
  heard: EventLog
  selfId: string
  topology: string
}

/** So many people in a voice channel, one with a camera. */
async function crowd(
  count: number,
): Promise<{ callId: string; people: Participant[]; join: () => Promise<Participant> }> {
  const ana = await signUp(app.url, 'ana')
  const { voiceChannelId: callId, inviteCode } = await createCommunity(ana)
  const people: Participant[] = []
  const join = async () => {
    const person = people.length === 0 ? ana : await signUp(app.url, 'guest')
    if (person !== ana) await person.api.joinServer({ body: { inviteCode } })
    const { live, heard } = await listen(person)
    const media = { audio: true, video: people.length === 0, screen: false }
    const { selfId, topology } = await live.request('join-call', { channelId: callId, media })
    const participant = { live, heard, selfId, topology }
    people.push(participant)
    return participant
  }
  for (let index = 0; index < count; index++) await join()
  return { callId, people, join }
}

const figure = async (name: string) => {
  const text = await (await fetch(`${app.url}/metrics`)).text()
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return Number(line?.slice(name.length))
}

test('a call with pictures moves to the unit when a mesh would hurt, stays when it shrinks, and grows until the unit is full', async () => {
  const { callId, people, join } = await crowd(limits.meshWithPictures)
  const [first, second] = people
  if (!first || !second) throw new Error('Nobody is there')
  const offer = { type: 'offer', sdp: 'v=0' } as const
  await expect(first.live.request('offer', { callId, to: 'sfu', description: offer })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect((await join()).topology).toBe('sfu')
  const clients = await Promise.all(
    people.map(async ({ live, heard }, index) => {
      // Who comes last is told with the answer to joining.
      if (index < limits.meshWithPictures) await heard.first('call-topology', ({ topology }) => topology === 'sfu')
      const client = new UnitClient()
      await client.join(live, callId)
      return client
    }),
  )
  for (const { heard } of people) {
    await heard.first('call-topology', (way) => way.topology === 'sfu' && way.isReady)
  }
  await expect.poll(() => figure('parley_forwarder_participants')).toBe(people.length)
  await first.live.request('call-state', { callId, muted: false, deafened: false, video: false, screen: false })
  await second.live.request('leave-call', { callId })
  await expect.poll(() => figure('parley_forwarder_participants')).toBe(people.length - 1)
  expect((await join()).topology).toBe('sfu')
  expect((await join()).topology).toBe('sfu')
  await expect(join()).rejects.toMatchObject({ code: 'forwarder_full' })
  expect(await figure('parley_call_join_failures_total{reason="forwarder_full"}')).toBe(1)
  // Who is in it can still come in again, and another can when somebody has left.
  const media = { audio: true, video: false, screen: false }
  await first.live.request('join-call', { channelId: callId, media })
  await first.live.request('leave-call', { callId })
  expect((await join()).topology).toBe('sfu')
  for (const client of clients) client.close()
  for (const { live } of people) {
    await live.request('leave-call', { callId })
    live.close()
  }
})

test('a call that does not reach the unit goes on as a mesh', { timeout: 60_000 }, async () => {
  const { people } = await crowd(limits.meshWithPictures + 1)
  const [first] = people
  await first?.heard.first('call-topology', ({ topology }) => topology === 'sfu')
  await first?.heard.first('call-topology', ({ topology }) => topology === 'mesh')
  expect(await figure('parley_forwarder_fallbacks_total')).toBe(1)
  for (const { live } of people) live.close()
})
