import { execFileSync } from 'node:child_process'
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresAccount } from '../../src/account.ts'
import { type Cluster, directoryFor, openCluster, user } from '../../src/cluster.ts'
import { execute, siblingUrl, untilReady } from '../../src/database.ts'
import { findFreePort } from '../../src/port.ts'
import { type Postmaster, spawnPostmaster, stopPostmaster } from '../../src/postmaster.ts'
import { findPrograms } from '../../src/programs.ts'
import { defaultSettings } from '../../src/settings.ts'

/** A PostgreSQL that nobody starts again when it was killed. */
export class TestServer {
  readonly url: string
  readonly #cluster: Cluster
  readonly #args: string[]
  readonly #logFile: string
  #postmaster: Postmaster | undefined

  constructor(folder: string, cluster: Cluster, settings: Record<string, string>) {
    this.#cluster = cluster
    const all = { ...defaultSettings, ...settings }
    const pairs = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    this.#args = ['-D', directoryFor(cluster.programs, cluster.directory), ...pairs]
    this.#logFile = join(folder, 'server.log')
    this.url = `postgresql://${user}:${cluster.password}@127.0.0.1:${settings.port}/${user}`
  }

  async start(): Promise<void> {
    this.#postmaster = await spawnPostmaster(this.#cluster, this.#args, this.#logFile)
    // A replica may not have the app's database yet.
    await untilReady(siblingUrl(this.url, 'postgres'), this.#postmaster.ended)
  }

  /** Ends it without warning, with all its processes. */
  async kill(): Promise<void> {
    if (!this.#postmaster) return
    // Its children notice, and follow.
    process.kill(this.#postmaster.pid, 'SIGKILL')
    await this.#postmaster.ended
  }

  async stop(): Promise<void> {
    if (this.#postmaster) await stopPostmaster(this.#cluster, this.#postmaster)
  }
}

/** A primary, and a replica that follows it. */
export interface ReplicatedPostgres {
  primary: TestServer
  replica: TestServer
  stop(): Promise<void>
}

/** Starts both, without anything in them. */
export async function startReplicatedPostgres(): Promise<ReplicatedPostgres> {
  const root = await mkdtemp(join(tmpdir(), 'parley-replicated-'))
  const [primaryFolder, replicaFolder] = [join(root, 'primary'), join(root, 'replica')]
  await mkdir(primaryFolder)
  await mkdir(replicaFolder)
  const account = await postgresAccount(primaryFolder)
  // What the copy has to own, and both have to be reached through.
  if (account) for (const folder of [root, primaryFolder, replicaFolder]) await chown(folder, account.uid, account.gid)
  const programs = await findPrograms(primaryFolder, account)
  const original = await openCluster(primaryFolder, programs, () => {})
  // A cluster that was never started is a base backup by itself.
  const copy = { ...original, directory: join(replicaFolder, 'cluster') }
  execFileSync('cp', ['-Rp', original.directory, copy.directory])
  await writeFile(join(copy.directory, 'standby.signal'), '')
  const port = String(await findFreePort())
  const settings = {
    port,
    // A replica wants no fewer than initdb has noted.
    max_connections: '100',
    wal_level: 'replica',
    max_wal_senders: '10',
    wal_keep_size: '512MB',
    // Careless of power cuts, but not of processes that are killed.
    fsync: 'off',
    full_page_writes: 'off',
  }
  const primary = new TestServer(primaryFolder, original, settings)
  const replica = new TestServer(replicaFolder, copy, {
    ...settings,
    port: String(await findFreePort()),
    primary_conninfo: `host=127.0.0.1 port=${port} user=${user} password=${original.password}`,
  })
  const stop = async () => {
    await Promise.all([replica.stop(), primary.stop()])
    await rm(root, { recursive: true, force: true })
  }
  try {
    await primary.start()
    await execute(siblingUrl(primary.url, 'postgres'), `CREATE DATABASE ${user}`)
    await replica.start()
  } catch (error) {
    await stop()
    throw error
  }
  return { primary, replica, stop }
}
