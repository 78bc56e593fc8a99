import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { isPostgresOn, isRunning, isTaken } from './process-table.ts'
import { run } from './run.ts'

/** PostgreSQL's first process, the parent of all its others. */
export interface Postmaster {
  pid: number
  /** Resolves with how it ended, when it has. */
  ended: Promise<string>
}

/** Starts PostgreSQL in a session of its own, which Ctrl-C in our terminal does not reach: the app stops it last. */
export async function spawnPostmaster(cluster: Cluster, args: string[], logFile: string): Promise<Postmaster> {
  const { postgres, account } = cluster.programs
  const log = await open(logFile, 'a', 0o600)
  try {
    const child = spawn(postgres, args, {
      cwd: cluster.directory,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      windowsHide: true,
      ...account,
    })
    const ended = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    })
    await once(child, 'spawn')
    child.unref()
    return { pid: child.pid ?? 0, ended }
  } finally {
    await log.close()
  }
}

/** The process id of the PostgreSQL that a killed app left running on this cluster. */
export async function findPostmaster({ directory }: Cluster): Promise<number | undefined> {
  const file = join(directory, 'postmaster.pid')
  const content = await readFile(file, 'utf8').catch(() => undefined)
  if (content === undefined) return undefined
  const pid = Number.parseInt(content, 10)
  if (await isPostgresOn(directory, pid)) return pid
  // A file cut short by a power failure, or an id that something else has by now, would stop PostgreSQL from starting.
  // But where nothing has the id the file must stay: by it PostgreSQL finds children that outlived their parent.
  if (Number.isNaN(pid) || isTaken(pid)) await rm(file, { force: true })
  return undefined
}

/** Takes over a PostgreSQL left running if it is the very one we would start, and otherwise stops it. */
export async function adoptPostmaster(cluster: Cluster, args: string[]): Promise<Postmaster | undefined> {
  const pid = await findPostmaster(cluster)
  if (pid === undefined) return undefined
  const postmaster = { pid, ended: watch(pid) }
  const command = await readFile(join(cluster.directory, 'postmaster.opts'), 'utf8').catch(() => '')
  if (command.trim() === [cluster.programs.postgres, ...args.map((arg) => `"${arg}"`)].join(' ')) return postmaster
  await stopPostmaster(cluster, postmaster)
  return undefined
}

/** Stops PostgreSQL the fast way: open transactions are rolled back, everything committed is on disk. */
export async function stopPostmaster(cluster: Cluster, { pid, ended }: Postmaster): Promise<void> {
  const attempts = [
    { signal: 'SIGINT', patience: 30_000 },
    { signal: 'SIGQUIT', patience: 5_000 },
    { signal: 'SIGKILL', patience: 5_000 },
  ] as const
  for (const { signal, patience } of attempts) {
    if (!(await isRunning(pid))) return
    await send(cluster, pid, signal)
    const timer = new AbortController()
    await Promise.race([ended, sleep(patience, undefined, { signal: timer.signal })]).finally(() => timer.abort())
  }
}

async function send(cluster: Cluster, pid: number, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void> {
  try {
    if (process.platform !== 'win32') process.kill(pid, signal)
    // Windows has no signals; PostgreSQL brings its own there.
    else await run(join(dirname(cluster.programs.postgres), 'pg_ctl.exe'), ['kill', signal.slice(3), String(pid)], {})
  } catch {
    // It has just ended by itself.
  }
}

/** Only a parent is told of an end: of an adopted process we have to ask. */
async function watch(pid: number): Promise<string> {
  while (await isRunning(pid)) await sleep(100, undefined, { ref: false })
  return 'killed'
}
