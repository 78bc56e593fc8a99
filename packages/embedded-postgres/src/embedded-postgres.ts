import { chown, mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { postgresAccount } from './account.ts'
import { type Cluster, directoryFor, openCluster, user } from './cluster.ts'
import { execute } from './database.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { lastComplaint, limitLog, logSize } from './log-file.ts'
import { choosePort } from './port.ts'
import { findPostmaster } from './postmaster.ts'
import { findPrograms } from './programs.ts'
import { defaultSettings } from './settings.ts'
import { Supervisor } from './supervisor.ts'

export interface EmbeddedPostgresOptions {
  /** The app's data folder; the database takes the folder `postgres` in it. */
  dataDir: string
  /** The port to listen on; without it one is chosen, and kept as long as it is free. */
  port?: number
  /** Hears of each step, in one line. */
  onProgress?: (line: string) => void
  /** PostgreSQL's settings beside ours, by name. */
  settings?: Record<string, string>
}

export interface EmbeddedPostgres {
  url: string
  port: number
  /** The process id of the PostgreSQL that runs now: another one after a restart. */
  readonly pid: number
  /** Stops PostgreSQL and frees the data folder. Whatever uses the database should be closed before. */
  stop(): Promise<void>
}

/** A database that is there until `stop()`, and perhaps longer. */
export interface BorrowedPostgres {
  url: string
  /** Whether a running app has it, too. */
  isShared: boolean
  stop(): Promise<void>
}

class DataFolderInUse extends Error {}

/**
 * Starts the PostgreSQL that npm installed, on a folder of its own that is made on the first start. If PostgreSQL ends
 * before `stop()` it is started again, on the same port, until it runs.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { onProgress = () => {} } = options
  const folder = join(resolve(options.dataDir), 'postgres')
  const lock = await claim(options.dataDir, folder)
  const logFile = join(folder, 'server.log')
  const stopLimiting = limitLog(logFile)
  let supervisor: Supervisor | undefined
  let stopped: Promise<void> | undefined

  async function stopOnce(): Promise<void> {
    await supervisor?.stop()
    stopLimiting()
    await lock.release()
  }

  function stop(): Promise<void> {
    stopped ??= stopOnce()
    return stopped
  }

  try {
    const account = await postgresAccount(folder)
    if (account) await chown(folder, account.uid, account.gid)
    const programs = await findPrograms(folder, account)
    const cluster = await openCluster(folder, programs, () => onProgress('Creating the database'))
    const port = options.port ?? (await choosePort(folder, await findPostmaster(cluster)))
    const url = urlOf(cluster.password, port)
    const args = postmasterArguments(cluster, port, options.settings)
    const logged = await logSize(logFile)
    supervisor = new Supervisor({ cluster, args, url, logFile, onProgress })
    await supervisor.start().catch(async (cause) => {
      const reason = (await lastComplaint(logFile, logged)) ?? cause.message
      throw new Error(`The database does not start: ${reason} (more in ${logFile})`, { cause })
    })
    const running = supervisor
    return {
      url,
      port,
      get pid() {
        return running.pid
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * The PostgreSQL of a data folder, for a command beside the app: the one that a running app has, or, while none runs, one
 * of our own.
 */
export async function borrowEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<BorrowedPostgres> {
  try {
    const { url, stop } = await startEmbeddedPostgres(options)
    return { url, isShared: false, stop }
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error
  }
  const folder = join(resolve(options.dataDir), 'postgres')
  try {
    const password = await readFile(join(folder, 'password'), 'utf8')
    const url = urlOf(password, Number(await readFile(join(folder, 'port'), 'utf8')))
    await execute(url, 'SELECT 1')
    return { url, isShared: true, stop: async () => {} }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`The database of the running Parley cannot be used: ${reason}`, { cause })
  }
}

async function claim(dataDir: string, folder: string): Promise<FolderLock> {
  const lock = await mkdir(folder, { recursive: true, mode: 0o700 })
    .then(() => lockFolder(folder))
    .catch((cause) => {
      throw new Error(`The data folder ${dataDir} cannot be used: ${cause.message}`, { cause })
    })
  if ('heldBy' in lock) {
    throw new DataFolderInUse(`The data folder ${dataDir} is in use by another Parley (pid ${lock.heldBy}).`)
  }
  return lock
}

function urlOf(password: string, port: number): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${user}`
}

function postmasterArguments({ programs, directory }: Cluster, port: number, settings?: Record<string, string>) {
  const all = { ...defaultSettings, ...settings, port: String(port) }
  const pairs = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', directoryFor(programs, directory), ...pairs]
}
