import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { findPending } from '../config/migrate.ts'
import {
  type BackupHeader,
  BackupWriter,
  type Bytes,
  type Checksum,
  type Checksums,
  type Comparison,
  compare,
  Digest,
  drain,
  readBackup,
} from '../lib/backup-file.ts'
import { giveToOwnerOf, listDataFiles, readDataFile, StagedFiles } from '../lib/data-files.ts'
import { OperatorError } from '../lib/operator-error.ts'
import { hasData, readDatabase, replaceDatabase } from '../repositories/backup.repository.ts'

/** What is backed up: a database, and the data folder beside it. */
export interface Instance {
  databaseUrl: string
  dataDir: string
}

/** Writes a backup of the instance as it is at one moment, while it goes on running. @returns what it holds */
export async function writeBackup({ databaseUrl, dataDir }: Instance, output: Writable): Promise<Checksums> {
  const writer = new BackupWriter()
  const written = pipeline(writer.output, output)
  const read = readDatabase(databaseUrl, async ({ migrations, tables, rows }) => {
    await writer.writeHeader({
      createdAt: new Date().toISOString(),
      migrations,
      tables: tables.map(({ name, columns }) => ({ name, columns })),
    })
    for (const table of tables) await writer.writeTable(table.name, rows(table))
    // After the rows, which may name files but do not name any that come later.
    for (const file of await listDataFiles(dataDir)) await writer.writeFile(file, readDataFile(dataDir, file))
    return writer.finish()
  })
  read.catch((error) => writer.fail(error))
  const [fate, checksums] = await Promise.allSettled([written, read])
  // Each failure brings about the other; the output's own, such as a full disk, says more.
  if (fate.status === 'rejected') throw fate.reason
  if (checksums.status === 'rejected') throw checksums.reason
  return checksums.value
}

/** Writes a backup into a file, which appears when it is finished, for its owner alone to read. */
export async function writeBackupFile(instance: Instance, file: string): Promise<Checksums> {
  const folder = dirname(file)
  const unfinished = `${file}.unfinished`
  if (await mkdir(folder, { recursive: true, mode: 0o700 })) await giveToOwnerOf(instance.dataDir, folder)
  try {
    const output = createWriteStream(unfinished, { mode: 0o600, flush: true })
    const checksums = await writeBackup(instance, output)
    await giveToOwnerOf(folder, unfinished)
    await rename(unfinished, file)
    return checksums
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** @throws OperatorError when a backup is damaged, or of a newer version than this */
export async function checkBackup(backup: Readable): Promise<void> {
  await readBackup(backup, { header: refuseNewer })
}

async function refuseNewer({ migrations }: BackupHeader): Promise<void> {
  await findPending(migrations, 'The backup')
}

/**
 * Replaces an instance by what a backup holds, entirely or, when anything is wrong, not at all. The database then has the
 * migrations that the backup's had.
 * @throws OperatorError when the backup or the database are not as they should be
 */
export async function restoreBackup(
  { databaseUrl, dataDir }: Instance,
  backup: Readable,
  options: { force: boolean },
): Promise<Checksums> {
  const files = await StagedFiles.in(dataDir)
  try {
    const { checksums } = await replaceDatabase(databaseUrl, options, (target) =>
      readBackup(backup, {
        header: async (header) => {
          await refuseNewer(header)
          await target.prepare(header.migrations, header.tables)
        },
        table: (table, rows) => target.insert(table, rows),
        file: (file, content) => files.add(file, content),
      }),
    )
    await files.commit()
    return checksums
  } finally {
    await files.discard()
  }
}

/**
 * Compares an instance, as it is at one moment, with a backup.
 * @throws OperatorError when they have different migrations, and so different tables
 */
export function compareWithBackup(
  { databaseUrl, dataDir }: Instance,
  { header, checksums }: { header: BackupHeader; checksums: Checksums },
): Promise<Comparison[]> {
  return readDatabase(databaseUrl, async ({ migrations, tables, rows }) => {
    if (migrations.join() !== header.migrations.join()) {
      throw new OperatorError('The backup is of another version of the database, so they cannot be compared.')
    }
    const here: Checksums = { tables: {}, files: {} }
    for (const table of tables) {
      const known = header.tables.find(({ name }) => name === table.name)
      here.tables[table.name] = await digestOf(rows(known ?? table))
    }
    for (const file of await listDataFiles(dataDir)) here.files[file.path] = await digestOf(readDataFile(dataDir, file))
    return compare(checksums, here)
  })
}

async function digestOf(content: Bytes): Promise<Checksum> {
  const digest = new Digest()
  await drain(digest.of(content))
  return digest.checksum
}

/**
 * Keeps a backup in the data folder from before something that changes everything, and the last few such.
 * @returns the file, or undefined where there is nothing to lose
 */
export async function takeSnapshot(instance: Instance, kept: number): Promise<string | undefined> {
  if (kept === 0 || !(await hasData(instance.databaseUrl))) return undefined
  const folder = join(instance.dataDir, 'snapshots')
  const file = join(folder, backupName())
  await writeBackupFile(instance, file).catch((cause: Error) => {
    throw new OperatorError(
      `No snapshot of the database could be made in ${folder} (${cause.message}); make that possible, or set SNAPSHOTS_KEPT=0.`,
      { cause },
    )
  })
  const files = (await readdir(folder)).filter((name) => name.endsWith('.tar.gz')).sort()
  for (const name of files.slice(0, -kept)) await rm(join(folder, name))
  return file
}

/** The name of a backup made now; they sort by time. */
export function backupName(): string {
  return `parley-${new Date().toISOString().replace(/[:.]/g, '-')}.tar.gz`
}
