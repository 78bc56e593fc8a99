import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BackupFile, Bytes } from './backup-file.ts'
import { OperatorError } from './operator-error.ts'

/** What the data folder has beside the files that a backup takes along. */
const NOT_BACKED_UP = ['postgres', 'backups', 'snapshots']

const STAGING = '.restore-'

/** The files of the data folder that belong into a backup, without the database. */
export async function listDataFiles(dataDir: string): Promise<BackupFile[]> {
  const entries = await readdir(dataDir, { withFileTypes: true }).catch(() => [])
  const found: BackupFile[] = []
  for (const entry of entries) {
    if (NOT_BACKED_UP.includes(entry.name) || entry.name.startsWith(STAGING)) continue
    const inside = entry.isDirectory()
      ? await readdir(join(dataDir, entry.name), { recursive: true, withFileTypes: true })
      : [entry]
    for (const file of inside.filter((candidate) => candidate.isFile())) {
      const path = join(file.parentPath, file.name)
      const { size, mode } = await stat(path)
      found.push({ path: relative(dataDir, path).split(sep).join('/'), size, mode: mode & 0o777 })
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** As much of a file as it had when it was listed. */
export function readDataFile(dataDir: string, { path, size }: BackupFile): Bytes {
  return size === 0 ? Readable.from([]) : createReadStream(join(dataDir, path), { end: size - 1 })
}

/** Files on their way into the data folder, which all appear there together. */
export class StagedFiles {
  readonly #dataDir: string
  readonly #folder: string
  readonly #paths: string[] = []

  private constructor(dataDir: string, folder: string) {
    this.#dataDir = dataDir
    this.#folder = folder
  }

  static async in(dataDir: string): Promise<StagedFiles> {
    await mkdir(dataDir, { recursive: true })
    return new StagedFiles(dataDir, await mkdtemp(join(dataDir, STAGING)))
  }

  /** @throws OperatorError when the path leads out of the data folder */
  async add({ path, mode }: BackupFile, content: Bytes): Promise<void> {
    const target = resolve(this.#folder, path)
    if (!target.startsWith(this.#folder + sep))
      throw new OperatorError('The backup is damaged: a path leads elsewhere.')
    await mkdir(dirname(target), { recursive: true })
    await pipeline(content, createWriteStream(target, { mode, flush: true }))
    await chmod(target, mode)
    this.#paths.push(path)
  }

  /** Puts the files where they belong, in place of what is there, for whoever owns the data folder. */
  async commit(): Promise<void> {
    for (const path of this.#paths) {
      const target = join(this.#dataDir, path)
      await mkdir(dirname(target), { recursive: true })
      await rename(join(this.#folder, path), target)
      await giveToOwnerOf(this.#dataDir, target)
    }
    await this.discard()
  }

  async discard(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** What root makes for an app that runs as somebody else is that somebody's. */
export async function giveToOwnerOf(folder: string, path: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(folder)
  await chown(path, uid, gid)
}
