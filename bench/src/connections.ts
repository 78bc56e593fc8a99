import { createHmac } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execute } from '@parley/embedded-postgres/database'
import { cpuOf, memoryOf } from './cost.ts'
import type { Database } from './database.ts'
import { type Figure, interleave } from './figure.ts'
import { keepUnderWay, times } from './load.ts'
import { memoryFile } from './memory-file.ts'
import { SECRET, startParley, tokenOf } from './parley.ts'
import { forkPinned, nextMessage } from './pinned.ts'
import type { Settings } from './settings.ts'
import { type Address, openMany, type Wire } from './wire.ts'
import { FIRST_ID, populate } from './world.ts'

/** Servers that everybody is a member of. */
export const ROOMS = 12
/** Connections of one user, so that what is measured is not the telling of who has come. */
const DEVICES = 100
const withCollection = ['--expose-gc', '--import', join(import.meta.dirname, 'collect-on-signal.ts')]

interface Subject {
  pid: number
  address(index: number): Address
  /** Makes a connection what it is in idleness. */
  settle?(wire: Wire): Promise<unknown>
}

/** Memory that an idle connection takes, and what it costs to accept one. */
export async function* measureConnections({ smoke, sockets }: Settings, database: Database): AsyncGenerator<Figure> {
  const count = smoke ? 60 : sockets
  const url = await database.create('connections')
  const users = Math.ceil(count / DEVICES)
  await populate(url, { users, servers: ROOMS, channelsPerServer: 1 })
  await execute(
    url,
    `INSERT INTO cookie_sessions (sid, sess, expire)
     SELECT id, json_build_object(
       'cookie', json_build_object('path', '/', 'originalMaxAge', 86400000),
       'actor', json_build_object('userId', id::text, 'sessionId', id::text)), now() + interval '1 day' FROM users`,
  )
  const app = await startParley({ DATABASE_URL: url, PARLEY_DATA_DIR: database.dataDir }, withCollection)
  const references = ['bare ws', 'Socket.IO'].map((kind) =>
    forkPinned('connections-reference.ts', [kind], withCollection),
  )
  const [ws, socketIo] = await Promise.all(
    references.map(async (child) => {
      const { port } = await nextMessage<{ port: number }>(child)
      return { pid: child.pid ?? 0, port }
    }),
  )
  if (!ws || !socketIo) throw new Error('A reference did not start')
  const settle = (wire: Wire) => wire.request('join-servers', {})
  const userOf = (index: number) => FIRST_ID + (index % users)
  const subjects: Record<string, Subject> = {
    Parley: { pid: app.pid, settle, address: (index) => ({ port: app.port, auth: { token: tokenOf(userOf(index)) } }) },
    'Parley, by cookie': {
      pid: app.pid,
      address: (index) => ({ port: app.port, auth: { cookie: cookieOf(userOf(index)) } }),
    },
    'Socket.IO': { pid: socketIo.pid, address: () => ({ port: socketIo.port, auth: 'nobody' }) },
    'bare ws': { pid: ws.pid, address: () => ({ port: ws.port }) },
  }
  const taken = await interleave(['Parley', 'Socket.IO', 'bare ws'], 1, (name) => hold(at(subjects, name), count))
  yield figure(`memory of an idle one, in ${ROOMS} rooms`, 'kB each', taken.resident, { 'bare ws': '≤ 2.3' })
  yield figure(`of it V8's heap`, 'kB each', taken.heap)
  const accepted = await interleave(Object.keys(subjects), smoke ? 1 : 3, (name) =>
    accept(at(subjects, name), Math.round(count / 10)),
  )
  yield figure('accepted', 'a second', accepted.perSecond)
  yield figure('accepting', 'µs of CPU each', accepted.cpu)
  for (const child of references) child.kill()
  await app.stop()
}

function figure(what: string, unit: string, rounds: Record<string, number[]>, targets = {}): Figure {
  return { name: `Connections: ${what}`, unit, ours: 'Parley', rounds, targets }
}

function at(subjects: Record<string, Subject>, name: string): Subject {
  return subjects[name] as Subject
}

async function accept({ pid, address }: Subject, count: number) {
  const before = await cpuOf(pid)
  const start = performance.now()
  const wires = await openMany(count, address)
  const perSecond = count / ((performance.now() - start) / 1000)
  const cpu = ((await cpuOf(pid)) - before) / count
  for (const wire of wires) wire.close()
  return { perSecond, cpu }
}

/**
 * What a connection takes of the system, and of it V8's heap with what hangs on it: from a fifth of all connections to all of
 * them, so that what V8 holds in reserve, and what is done but once, does not count.
 */
async function hold({ pid, address, settle }: Subject, count: number) {
  const open = async (more: number) => {
    const wires = await openMany(more, address)
    if (settle) await keepUnderWay(32, times(more), async (index) => wires[index] && settle(wires[index]))
    return wires
  }
  const first = await open(Math.round(count / 5))
  const before = await keptBy(pid)
  const second = await open(count - first.length)
  const after = await keptBy(pid)
  const each = (kept: keyof typeof after) => (after[kept] - before[kept]) / second.length / 1024
  const taken = { resident: each('resident'), heap: each('heap') }
  for (const wire of [...first, ...second]) wire.close()
  return taken
}

/** Bytes that a process holds once its garbage is gone. */
async function keptBy(pid: number): Promise<{ resident: number; heap: number }> {
  let heap = 0
  // What is thrown away may leave behind what goes the next time.
  for (let time = 0; time < 2; time++) {
    process.kill(pid, 'SIGUSR2')
    heap = await told(memoryFile(pid))
  }
  return { resident: await memoryOf(pid), heap }
}

/** The number in a file, once it is there. */
async function told(file: string): Promise<number> {
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '')
    if (text !== '') {
      await rm(file)
      return Number(text)
    }
    await sleep(50)
  }
}

/** As the app signs it (https://github.com/tj/node-cookie-signature). */
function cookieOf(userId: number): string {
  const signature = createHmac('sha256', SECRET).update(String(userId)).digest('base64').replace(/=+$/, '')
  return `parley.sid=${encodeURIComponent(`s:${userId}.${signature}`)}`
}
