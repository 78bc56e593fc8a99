import { randomBytes } from 'node:crypto'
import { chown, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Programs } from './programs.ts'
import { run } from './run.ts'

/** A cluster is what PostgreSQL calls the folder with all its databases. */
export interface Cluster {
  directory: string
  programs: Programs
  password: string
}

/** The user who owns the cluster, and the database that the app uses. */
export const user = 'parley'

/** Opens the cluster in `folder`, and makes one first if there is none. */
export async function openCluster(folder: string, programs: Programs, onCreate: () => void): Promise<Cluster> {
  const directory = join(folder, 'cluster')
  const cluster = { directory, programs, password: await readPassword(folder, programs) }
  const version = (await readFile(join(directory, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (!version) {
    onCreate()
    await createCluster(folder, cluster)
  } else if (version !== programs.majorVersion) {
    throw new Error(`${directory} is of PostgreSQL ${version}, but this Parley brings ${programs.majorVersion}.`)
  }
  return cluster
}

/**
 * The name under which PostgreSQL opens its directory, which is also where it is started. Another account than ours
 * may not be allowed through the folders above (a project under /root), but it can open where it already is.
 */
export function directoryFor({ account }: Programs, directory: string): string {
  return account && process.platform === 'linux' ? '/proc/self/cwd' : directory
}

async function readPassword(folder: string, { account }: Programs): Promise<string> {
  const file = join(folder, 'password')
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known) return known
  const password = randomBytes(24).toString('base64url')
  await writeFile(file, password, { mode: 0o600, flush: true })
  if (account) await chown(file, account.uid, account.gid)
  return password
}

/**
 * Made under another name and renamed when it is whole, so that an interruption leaves nothing halfway; under a new
 * name each time, as what was interrupted may still be at work.
 */
async function createCluster(folder: string, { directory, programs }: Cluster): Promise<void> {
  const prefix = 'cluster.new-'
  const abandoned = (await readdir(folder)).filter((name) => name.startsWith(prefix))
  for (const name of abandoned) await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10 })
  const unfinished = await mkdtemp(join(folder, prefix))
  const { account } = programs
  if (account) await chown(unfinished, account.uid, account.gid)
  const args = [
    `--pgdata=${directoryFor(programs, unfinished)}`,
    `--username=${user}`,
    '--pwfile=../password',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]
  await run(programs.initdb, args, { cwd: unfinished, account })
  await rename(unfinished, directory)
  if (process.platform === 'win32') return
  // Without this a power cut could undo the rename, and with it everything written since.
  const parent = await open(folder)
  await parent.sync().finally(() => parent.close())
}
