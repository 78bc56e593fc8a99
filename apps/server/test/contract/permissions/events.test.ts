import { connectRealtime } from '@parley/client/realtime'
import { socketError } from '@parley/contracts/errors'
import { type ClientEventName, clientEvents } from '@parley/contracts/events'
import { describe, expect, test } from 'vitest'
import { startSharedApp } from '../../support/app.ts'
import { loggedErrors } from '../../support/app-log.ts'
import { emit } from '../../support/event-log.ts'
import { connected } from '../../support/people.ts'
import { strict } from '../../support/strict.ts'
import { type EventRow, eventTable } from './event-table.ts'
import { absentThings, askers, createThings, gatherCast, openConnections } from './world.ts'

const app = await startSharedApp()
const cast = await gatherCast(app.url)
const things = await createThings(cast)
const connections = await openConnections(cast)

const everyEvent = Object.keys(clientEvents) as ClientEventName[]

test('every event of the contract has its rows', () => {
  expect(Object.keys(eventTable).sort()).toEqual([...everyEvent].sort())
})

test.each(['websocket', 'polling'])('nobody anonymous gets a connection, by %s', async (transport) => {
  const realtime = connectRealtime({
    baseUrl: app.url,
    socket: { transports: [transport], extraHeaders: { origin: app.url }, reconnection: false, forceNew: true },
  })
  await expect(connected(realtime)).rejects.toMatchObject({ data: { code: 'unauthorized' } })
  expect(realtime.socket.connected).toBe(false)
})

describe.each(everyEvent)('%s', (name) => {
  for (const row of eventTable[name] ?? []) test(row.about ?? 'as asked for', () => checkRow(name, row))
})

/** Asks for things that exist and, where the answer is that they do not, for such as really do not. */
async function checkRow(name: ClientEventName, row: EventRow): Promise<void> {
  for (const asker of askers) {
    if (asker === 'anonymous') continue
    const expected = row.answers[asker]
    const reply = await emit(connections[asker], name, await row.payload(things, connections))
    if (expected === 'ok') {
      expect(reply, `as ${asker}`).toMatchObject({ ok: true })
      strict(clientEvents[name].reply).parse((reply as { data: unknown }).data)
      continue
    }
    expect(reply, `as ${asker}`).toMatchObject({ ok: false, error: { code: expected } })
    strict(socketError).parse((reply as { error: unknown }).error)
    if (expected !== 'not_found') continue
    const absent = await emit(connections[asker], name, await row.payload(absentThings, connections))
    expect(JSON.stringify(reply), `as ${asker}`).toBe(JSON.stringify(absent))
  }
}

test('the app has nothing to complain of', () => {
  expect(loggedErrors(app)).toEqual([])
})
