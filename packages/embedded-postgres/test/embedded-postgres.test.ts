import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, watch, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/embedded-postgres.ts'
import { isRunning } from '../src/process-table.ts'

const ownerScript = fileURLToPath(new URL('owner.ts', import.meta.url))
const isRoot = process.getuid?.() === 0

interface Said {
  url: string
  port: number
  pid: number
  error?: string
}

let base: string
let dataDir: string
const servers = new Set<EmbeddedPostgres>()
const owners = new Set<ChildProcess>()

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'parley-embedded-'))
  dataDir = join(base, 'data')
})

afterEach(async () => {
  for (const owner of owners) await end(owner, 'SIGTERM')
  for (const server of servers) await server.stop()
  owners.clear()
  servers.clear()
  await rm(base, { recursive: true, force: true })
})

async function start(options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...options })
  servers.add(server)
  return server
}

async function stop(server: EmbeddedPostgres): Promise<void> {
  servers.delete(server)
  await server.stop()
}

function spawnOwner(account: { uid?: number; gid?: number } = {}) {
  const owner = spawn(process.execPath, [ownerScript, dataDir], { stdio: ['pipe', 'pipe', 'inherit'], ...account })
  owners.add(owner)
  return owner
}

async function startOwner(account?: { uid?: number; gid?: number }): Promise<{ owner: ChildProcess; said: Said }> {
  const owner = spawnOwner(account)
  const [line] = await once(createInterface(owner.stdout), 'line')
  return { owner, said: JSON.parse(line) }
}

async function end(owner: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  owners.delete(owner)
  if (owner.exitCode !== null || owner.signalCode !== null) return
  owner.kill(signal)
  await once(owner, 'exit')
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  return await client
    .query(statement)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

describe('starting', () => {
  it('makes the database once, and keeps what it holds and its port', async () => {
    const steps: string[] = []
    const first = await start({ onProgress: (line) => steps.push(line) })
    await query(first.url, `CREATE TABLE note AS SELECT 'kept' AS text`)
    await stop(first)
    expect(await isRunning(first.pid)).toBe(false)

    const second = await start({ onProgress: (line) => steps.push(line) })
    expect(await query(second.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }])
    expect(second.url).toBe(first.url)
    expect(steps).toEqual(['Creating the database'])
  })

  it('sets the database up for Unicode, UTC and full durability', async () => {
    const { url, port } = await start()
    const names = ['server_encoding', 'TimeZone', 'fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums']
    const settings = names.map((name) => `current_setting('${name}') AS "${name}"`)
    expect(
      await query(url, `SELECT ${settings}, datcollate, datlocale FROM pg_database WHERE datname = 'parley'`),
    ).toEqual([
      {
        server_encoding: 'UTF8',
        TimeZone: 'UTC',
        fsync: 'on',
        synchronous_commit: 'on',
        full_page_writes: 'on',
        data_checksums: 'on',
        datcollate: 'C',
        datlocale: 'C.UTF-8',
      },
    ])
    expect(port).toBeLessThan(32_768)
  })

  it('lets in only who knows the password, which only the owner can read', async () => {
    const { url } = await start()
    await expect(query(url.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1')).rejects.toThrow(/password/)
    expect((await stat(join(dataDir, 'postgres/password'))).mode & 0o777).toBe(0o600)
    expect((await stat(dataDir)).mode & 0o077).toBe(0)
  })

  it('takes another port when the last one is taken', async () => {
    const first = await start()
    await stop(first)
    const other = await startEmbeddedPostgres({ dataDir: join(base, 'other'), port: first.port })
    servers.add(other)
    const second = await start()
    expect(second.port).not.toBe(first.port)
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('starts anew where making the database was interrupted', async () => {
    const folder = join(dataDir, 'postgres')
    await mkdir(folder, { recursive: true })
    const owner = spawnOwner()
    for await (const { filename } of watch(folder)) if (filename?.startsWith('cluster.new')) break
    await end(owner, 'SIGKILL')
    const { url } = await start()
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect((await readdir(join(dataDir, 'postgres'))).filter((name) => name.startsWith('cluster'))).toEqual(['cluster'])
  })

  it('starts although the process id it had last belongs to another program now', async () => {
    await stop(await start())
    const pidFile = join(dataDir, 'postgres/cluster/postmaster.pid')
    await writeFile(pidFile, `${process.pid}\n`)
    await chmod(pidFile, 0o600)
    expect(await query((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('says what PostgreSQL complains about, and frees the folder', async () => {
    await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(/shared_buffers/)
    expect((await start()).pid).toBeGreaterThan(0)
  })

  it('refuses a cluster of another version of PostgreSQL', async () => {
    await stop(await start())
    await writeFile(join(dataDir, 'postgres/cluster/PG_VERSION'), '17\n')
    await expect(start()).rejects.toThrow(/PostgreSQL 17/)
  })
})

describe('one app at a time', () => {
  it('refuses a second app on the data folder, naming the first', async () => {
    const { owner } = await startOwner()
    await expect(start()).rejects.toThrow(`The data folder ${dataDir} is in use by another Parley (pid ${owner.pid}).`)
  })

  it('lets in one of several that start at once', async () => {
    await stop(await start())
    const starts = await Promise.allSettled([start(), start(), start()])
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  })

  it('takes over the PostgreSQL of an app that was killed', async () => {
    const { owner, said } = await startOwner()
    await query(said.url, `CREATE TABLE note AS SELECT 'kept' AS text`)
    await end(owner, 'SIGKILL')

    const server = await start()
    expect(server.pid).toBe(said.pid)
    expect(await query(server.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }])
    await stop(server)
    expect(await isRunning(said.pid)).toBe(false)
  })

  it('replaces the PostgreSQL of a killed app when its settings have changed since', async () => {
    const { owner, said } = await startOwner()
    await end(owner, 'SIGKILL')
    const server = await start({ settings: { work_mem: '8MB' } })
    expect(server.pid).not.toBe(said.pid)
    expect(server.port).toBe(said.port)
    expect(await query(server.url, 'SHOW work_mem')).toEqual([{ work_mem: '8MB' }])
  })

  it('recovers when both the app and PostgreSQL were killed', async () => {
    const { owner, said } = await startOwner()
    await query(said.url, `CREATE TABLE note AS SELECT 'kept' AS text`)
    await end(owner, 'SIGKILL')
    process.kill(said.pid, 'SIGKILL')
    expect(await query((await start()).url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }])
  })
})

describe('PostgreSQL is killed', () => {
  async function killAndWait(server: EmbeddedPostgres, heard: Promise<void>): Promise<number> {
    const killed = server.pid
    process.kill(killed, 'SIGKILL')
    await heard
    expect(server.pid).not.toBe(killed)
    return killed
  }

  it('is started again on the same port, with every committed row', async () => {
    let back = Promise.withResolvers<void>()
    const server = await start({
      onProgress: (line) => line.includes('again') && !line.includes('stopped') && back.resolve(),
    })
    await query(server.url, 'CREATE TABLE note (n int)')
    for (let n = 1; n <= 3; n++) {
      await query(server.url, `INSERT INTO note VALUES (${n})`)
      await killAndWait(server, back.promise)
      back = Promise.withResolvers()
      expect(await query(server.url, 'SELECT count(*)::int FROM note')).toEqual([{ count: n }])
    }
  })

  it('is started again also when it was taken over from a killed app', async () => {
    const { owner, said } = await startOwner()
    await end(owner, 'SIGKILL')
    const back = Promise.withResolvers<void>()
    const server = await start({ onProgress: (line) => line.includes('running again') && back.resolve() })
    expect(await killAndWait(server, back.promise)).toBe(said.pid)
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('stays stopped when the app stops meanwhile', async () => {
    const server = await start()
    process.kill(server.pid, 'SIGKILL')
    await stop(server)
    expect(await isRunning(server.pid)).toBe(false)
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('lock.sock')
    await server.stop()
  })
})

describe.runIf(isRoot && process.platform === 'linux')('accounts', () => {
  it('runs under another account than root, in a folder that only root can enter', async () => {
    await chmod(base, 0o700)
    const { pid, url } = await start()
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe('0')
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('runs under the account of an ordinary user, and root goes on with that', async () => {
    await chown(base, 65_534, 65_534)
    const { owner, said } = await startOwner({ uid: 65_534, gid: 65_534 })
    expect(await query(said.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await end(owner, 'SIGTERM')

    const { pid } = await start()
    expect((await stat(`/proc/${pid}`)).uid).toBe(65_534)
  })

  it("tells an ordinary user in one sentence that the data folder is root's", async () => {
    await stop(await start())
    await chmod(base, 0o755)
    const { said } = await startOwner({ uid: 65_534, gid: 65_534 })
    expect(said.error).toMatch(/^The data folder .* cannot be used: EACCES/)
  })
})
