import { once } from 'node:events'
import { connect } from 'node:net'
import { socketError } from '@parley/contracts/errors'
import { type ClientEventName, clientEvents } from '@parley/contracts/events'
import { limits } from '@parley/contracts/limits'
import fc from 'fast-check'
import type { Socket } from 'socket.io-client'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { eventTable } from '../contract/permissions/event-table.ts'
import { createThings, gatherCast, openConnections } from '../contract/permissions/world.ts'
import { startSharedApp } from '../support/app.ts'
import { loggedErrors } from '../support/app-log.ts'
import { signInWithToken } from '../support/bearer.ts'
import { EventLog, emit } from '../support/event-log.ts'
import { almost, badStrings, junk, junkStrings, singleFaults } from '../support/junk.ts'
import { signUp } from '../support/people.ts'
import { strict } from '../support/strict.ts'
import { openWire, type Wire } from '../support/wire.ts'

const app = await startSharedApp()
const cast = await gatherCast(app.url)
const things = await createThings(cast)
const connections = await openConnections(cast)
const live = connections.author
const heard = new EventLog(live)
const { accessToken } = await signInWithToken(app.url, cast.author)

const names = Object.keys(clientEvents) as ClientEventName[]

const replies = z.union([
  z.strictObject({ ok: z.literal(true), data: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: strict(socketError) }),
])

function expectClear(reply: unknown): void {
  const parsed = replies.parse(reply)
  if (!parsed.ok) expect(['internal_error', 'unavailable']).not.toContain((parsed.error as { code: string }).code)
}

const sendUnacknowledged = (name: string, ...payload: unknown[]) =>
  (live.socket as unknown as Socket).emit(name, ...payload)

describe.each(names)('%s', (name) => {
  test('replies to whatever comes close to its payload', async () => {
    const [row] = eventTable[name]
    if (!row) throw new Error('Every event has a row')
    const { payload: schema } = clientEvents[name]
    const valid = await row.payload(things, connections)
    for (const wrong of singleFaults(schema, valid, badStrings)) expectClear(await emit(live, name, wrong))
    const payloads = fc.oneof({ arbitrary: almost(schema, valid), weight: 4 }, junk)
    await fc.assert(
      fc.asyncProperty(payloads, async (payload) => expectClear(await emit(live, name, payload))),
      { numRuns: 60 },
    )
  })

  test('without a payload, without an acknowledgement, or with too much of everything, does no harm (NodeBB #14852)', async () => {
    expectClear(await emit(live, name))
    expectClear(await emit(live, name, undefined))
    expectClear(await emit(live, name, {}, {}, {}))
    expectClear(await emit(live, name, Buffer.alloc(100)))
    expectClear(await emit(live, name, { channelId: Buffer.alloc(100), content: new Uint8Array(10) }))
    sendUnacknowledged(name)
    sendUnacknowledged(name, null)
    sendUnacknowledged(name, {}, 'not a function')
    await heard.settled()
    expect(live.socket.connected).toBe(true)
  })
})

test('an event that nobody knows gets an error reply', async () => {
  const known = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'error',
    'message-created',
    'session-ended',
    '',
  ]
  for (const name of known) {
    expect(await emit(live, name, {})).toMatchObject({ ok: false, error: { code: 'validation_failed' } })
  }
  const reserved = new Set(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'])
  const unknown = fc.oneof(junkStrings, fc.string()).filter((name) => !reserved.has(name) && !(name in clientEvents))
  await fc.assert(
    fc.asyncProperty(unknown, junk, async (name, payload) => {
      expect(await emit(live, name, payload)).toMatchObject({ ok: false, error: { code: 'validation_failed' } })
    }),
    { numRuns: 60 },
  )
  expect(live.socket.connected).toBe(true)
})

describe('on the wire', () => {
  /** A connection that is signed in. */
  async function signedIn(): Promise<Wire> {
    const wire = await openWire(app.url)
    wire.send(`40${JSON.stringify({ token: accessToken })}`)
    expect(await wire.receive('40{')).toBeDefined()
    return wire
  }

  test('a message in fragments of a byte is read as a whole', async () => {
    const wire = await openWire(app.url)
    wire.send(`40${JSON.stringify({ token: accessToken })}`, 1)
    await wire.receive('40{')
    wire.send(
      `420${JSON.stringify(['send-message', { channelId: things.channelId, content: 'Ahoy', nonce: 'tiny' }])}`,
      1,
    )
    expect(await wire.receive('430[{"ok":true')).toContain('"nonce":"tiny"')
    wire.close()
  })

  test('a message in thousands of empty fragments harms nobody', async () => {
    const wire = await signedIn()
    wire.frame(0x01, Buffer.from('421["join-servers",{}'))
    for (let index = 0; index < 5_000; index++) wire.frame(0x00, Buffer.alloc(0))
    wire.frame(0x80, Buffer.from(']'))
    // Either it is read in the end, or its sender is cut off.
    await Promise.race([wire.receive('431'), wire.closed()])
    await heard.settled()
    wire.close()
  })

  test('a message larger than there may be ends its own connection', async () => {
    const wire = await signedIn()
    wire.send(`42${JSON.stringify(['send-message', { content: 'x'.repeat(limits.socketPayload) }])}`)
    await wire.closed()
    await heard.settled()
  })

  test('nothing is handled before the handshake', async () => {
    const wire = await openWire(app.url)
    wire.send(`420${JSON.stringify(['send-message', { channelId: things.channelId, content: 'x', nonce: 'early' }])}`)
    await wire.closed()
    const { messages } = await cast.author.api.listMessages({ params: { channelId: things.channelId }, query: {} })
    expect(messages.map(({ nonce }) => nonce)).not.toContain('early')
  })

  test('there is no other namespace', async () => {
    const wire = await openWire(app.url)
    wire.send(`40/admin,${JSON.stringify({ token: accessToken })}`)
    expect(await wire.receive('44/admin')).toContain('Invalid namespace')
    wire.close()
  })

  test.each([
    ['42', 'an event without anything'],
    ['42[]', 'an event without a name'],
    ['42{}', 'an event that is no list'],
    ['42null', 'an event that is nothing'],
    ['42[5]', 'a number for a name'],
    ['42[null,{}]', 'null for a name'],
    ['42[{"toString":1}]', 'an object for a name'],
    ['42["disconnect"]', 'a name that is reserved'],
    ['42["error",{}]', 'the name of an error'],
    ['42["__proto__",{"x":1}]', 'a name out of the prototype'],
    ['42["join-servers",{"__proto__":{"x":1}}]', 'a payload for the prototype'],
    ['4299999999999999999999["join-servers",{}]', 'an acknowledgement number too long'],
    ['42-1["join-servers",{}]', 'an acknowledgement number below zero'],
    ['43999[]', 'an acknowledgement nobody waits for'],
    ['43999["x"', 'an acknowledgement that breaks off'],
    ['451-["send-message",{"_placeholder":true,"num":0}]', 'an attachment that never comes'],
    ['45999999999-["send-message",{"_placeholder":true,"num":0}]', 'attachments beyond number'],
    ['451-["send-message",{"_placeholder":true,"num":99}]', 'an attachment out of order'],
    ['451-["send-message",{"_placeholder":true,"num":"__proto__"}]', 'an attachment out of the prototype'],
    ['45-["x"]', 'attachments without a number'],
    ['40{"token":"x"}', 'one more handshake'],
    ['40[]', 'a handshake that is a list'],
    ['41', 'a goodbye'],
    ['44{"message":"x"}', 'an error, which only we send'],
    ['49', 'a packet of no type'],
    ['4', 'a packet of nothing'],
    ['9', 'a frame of no type'],
    ['0{"sid":"x"}', 'a handshake of engine.io'],
    ['2probe', 'a probe'],
    ['3', 'a pong unasked'],
    ['5', 'an upgrade unasked'],
    ['6', 'a noop'],
    ['\ud800', 'half a pair'],
  ])('%j (%s) is survived', async (packet) => expectSurvived(packet))

  test('lists within lists, closed or not, are survived', async () => {
    const nested = '['.repeat(30_000)
    await expectSurvived(`42${nested}`)
    await expectSurvived(`420["join-channel",${nested}${']'.repeat(30_000)}]`)
  })

  async function expectSurvived(packet: string): Promise<void> {
    const wire = await signedIn()
    wire.send(packet)
    if (packet.startsWith('45')) wire.frame(0x82, Buffer.from([4, 1, 2, 3]))
    // Its sender may be cut off, or be served on.
    wire.send('427["join-servers",{}]')
    await Promise.race([wire.receive('437['), wire.closed()])
    await heard.settled()
    expect(live.socket.connected).toBe(true)
    wire.close()
  }

  test.each([
    ['a reserved bit', 0xf1, 'x'],
    ['an opcode nobody knows', 0x8b, 'x'],
    ['a continuation of nothing', 0x80, 'x'],
    ['a long ping', 0x89, 'x'.repeat(126)],
    ['bytes that are no UTF-8', 0x81, '\xff'],
  ])('a frame with %s ends its own connection', async (_, head, payload) => {
    const wire = await signedIn()
    wire.frame(head, Buffer.from(payload, 'latin1'))
    await wire.closed()
    await heard.settled()
  })

  test('a request that comes byte by byte is answered', async () => {
    const { hostname, port } = new URL(app.url)
    const socket = connect(Number(port), hostname).setNoDelay(true)
    await once(socket, 'connect')
    for (const byte of `GET /healthz HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`) {
      await new Promise((resolve) => socket.write(byte, resolve))
    }
    let text = ''
    for await (const chunk of socket) text += chunk
    expect(text).toContain('200 OK')
  })

  test.each([
    ['of a version to come', 'GET / HTTP/9.9\r\n\r\n'],
    ['of nonsense', 'nonsense\r\n\r\n'],
    ['for no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['with a header that is none', 'GET /healthz HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n'],
    ['with too many headers', `GET /healthz HTTP/1.1\r\nHost: x\r\n${'x: y\r\n'.repeat(5000)}\r\n`],
    ['less than empty', 'POST /api/servers HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
    [
      'of two lengths',
      'POST /api/servers HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('a request %s is refused', async (_, head) => {
    const { hostname, port } = new URL(app.url)
    const socket = connect(Number(port), hostname)
    socket.end(head)
    let text = ''
    for await (const chunk of socket) text += chunk
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /)
  })
})

test('after all this the app is well', async () => {
  await heard.settled()
  expect([...new Set(loggedErrors(app))]).toEqual([])
  const newcomer = await signUp(app.url, 'newcomer')
  expect(newcomer.user.isAdmin).toBe(false)
})
