import { createHash } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ReadableStream } from 'node:stream/web'
import { createGunzip, createGzip } from 'node:zlib'
import { createTarDecoder, createTarPacker, type ParsedTarEntry } from 'modern-tar'
import { z } from 'zod'
import { OperatorError } from './operator-error.ts'

/*
 * A backup is a .tar.gz, so that anybody can look into it:
 *
 *   parley-backup.json           what it is of
 *   tables/<name>/000000 …       each table as PostgreSQL's COPY writes it, in pieces, as tar wants to know sizes first
 *   files/<path>                 the files of the data folder
 *   checksums.json               of all of the above; a backup without it was not finished
 */

/** Grows when an older Parley could not read what is written. */
const FORMAT = 1

const CHUNK_BYTES = 4 * 1024 * 1024

const table = z.object({ name: z.string().min(1), columns: z.array(z.string()).min(1) })
const header = z.object({
  format: z.number(),
  createdAt: z.string(),
  /** The migrations its database had. */
  migrations: z.array(z.string()),
  tables: z.array(table),
})
const checksum = z.object({ bytes: z.number(), sha256: z.string() })
const checksums = z.object({ tables: z.record(z.string(), checksum), files: z.record(z.string(), checksum) })

export type BackupTable = z.infer<typeof table>
export type BackupHeader = z.infer<typeof header>
export type Checksum = z.infer<typeof checksum>
export type Checksums = z.infer<typeof checksums>
export type Bytes = AsyncIterable<Uint8Array>

/** A file of the data folder. */
export interface BackupFile {
  path: string
  size: number
  mode: number
}

/** Makes a backup, section after section in the order of the file. */
export class BackupWriter {
  readonly #packer = createTarPacker()
  readonly #checksums: Checksums = { tables: {}, files: {} }

  /** The finished bytes, as fast as they are read. */
  readonly output: Readable = Readable.fromWeb(this.#packer.readable as ReadableStream).compose(
    createGzip(),
  ) as Readable

  async writeHeader(content: Omit<BackupHeader, 'format'>): Promise<void> {
    await this.#add('parley-backup.json', asJson({ format: FORMAT, ...content }))
  }

  async writeTable(name: string, rows: Bytes): Promise<void> {
    const digest = new Digest()
    let number = 0
    for await (const chunk of inChunks(digest.of(rows))) {
      await this.#add(`tables/${name}/${String(number++).padStart(6, '0')}`, chunk)
    }
    this.#checksums.tables[name] = digest.checksum
  }

  async writeFile({ path, size, mode }: BackupFile, content: Bytes): Promise<void> {
    const digest = new Digest()
    const body = this.#packer.controller.add({ name: `files/${path}`, size, mode }).getWriter()
    for await (const chunk of digest.of(content)) await body.write(asPlain(chunk))
    await body.close()
    this.#checksums.files[path] = digest.checksum
  }

  /** @returns the checksums of everything written */
  async finish(): Promise<Checksums> {
    await this.#add('checksums.json', asJson(this.#checksums))
    this.#packer.controller.finalize()
    return this.#checksums
  }

  /** Ends the output with an error. */
  fail(error: unknown): void {
    this.#packer.controller.error(error)
  }

  async #add(name: string, content: Uint8Array): Promise<void> {
    const body = this.#packer.controller.add({ name, size: content.length, mode: 0o600 }).getWriter()
    await body.write(asPlain(content))
    await body.close()
  }
}

/** What a reader does with the sections, which come in the order of the file. */
export interface BackupVisitor {
  header?(header: BackupHeader): Promise<void> | void
  /** Must read all of the rows. */
  table?(table: BackupTable, rows: Bytes): Promise<void>
  /** Must read all of the content. */
  file?(file: BackupFile, content: Bytes): Promise<void>
}

/**
 * Reads a backup to its end.
 * @returns what it is of, and the checksums, which its content has
 * @throws OperatorError when it is not a backup, is of another format, or is damaged
 */
export async function readBackup(
  source: Readable,
  visitor: BackupVisitor = {},
): Promise<{ header: BackupHeader; checksums: Checksums }> {
  const entries = readEntries(source)
  try {
    const first = await entries.next()
    if (first.done || first.value.header.name !== 'parley-backup.json') throw new OperatorError(NOT_A_BACKUP)
    const head = header.parse(await json(first.value))
    if (head.format > FORMAT) throw new OperatorError('The backup was made by a newer Parley; use that version.')
    await visitor.header?.(head)
    return { header: head, checksums: await readSections(entries, head, visitor) }
  } finally {
    await entries.return(undefined)
  }
}

const NOT_A_BACKUP = 'This is not a backup of Parley.'

async function readSections(
  entries: AsyncGenerator<ParsedTarEntry, void>,
  { tables }: BackupHeader,
  visitor: BackupVisitor,
): Promise<Checksums> {
  const found: Checksums = { tables: {}, files: {} }
  let entry = await entries.next()

  async function* rowsOf(name: string): Bytes {
    while (!entry.done && entry.value.header.name.startsWith(`tables/${name}/`)) {
      yield* bytesOf(entry.value)
      entry = await entries.next()
    }
  }

  for (const table of tables) {
    const digest = new Digest()
    const rows = digest.of(rowsOf(table.name))
    await (visitor.table ? visitor.table(table, rows) : drain(rows))
    found.tables[table.name] = digest.checksum
  }
  while (!entry.done && entry.value.header.name.startsWith('files/')) {
    const { name, size, mode = 0o600 } = entry.value.header
    const path = name.slice('files/'.length)
    const digest = new Digest()
    const content = digest.of(bytesOf(entry.value))
    await (visitor.file ? visitor.file({ path, size, mode }, content) : drain(content))
    found.files[path] = digest.checksum
    entry = await entries.next()
  }
  if (entry.done) throw new OperatorError('The backup is damaged: its end is missing.')
  const stated = checksums.safeParse(await json(entry.value))
  // The last bytes of all have a checksum, too.
  await entries.next()
  const different = stated.success ? compare(stated.data, found).find(({ isSame }) => !isSame)?.name : 'checksums.json'
  if (different !== undefined) throw new OperatorError(`The backup is damaged: ${different} is not what was written.`)
  return found
}

/** A table or file, and whether two backups, or a backup and an instance, have the same of it. */
export interface Comparison {
  name: string
  isSame: boolean
}

/** Everything that either has. */
export function compare(one: Checksums, other: Checksums): Comparison[] {
  return (['tables', 'files'] as const).flatMap((kind) =>
    [...new Set([...Object.keys(one[kind]), ...Object.keys(other[kind])])].map((name) => ({
      name: `${kind}/${name}`,
      isSame: one[kind][name]?.sha256 === other[kind][name]?.sha256,
    })),
  )
}

async function* readEntries(source: Readable): AsyncGenerator<ParsedTarEntry, void> {
  const unzip = createGunzip()
  // What goes wrong is met where the bytes are read.
  pipeline(source, unzip, () => {})
  const decoder = createTarDecoder({ strict: true })
  const archive = ReadableStream.from<Uint8Array>(unzip).pipeThrough(decoder)
  try {
    for await (const entry of archive) yield entry
  } catch (error) {
    throw asDamage(error)
  } finally {
    source.destroy()
  }
}

async function* bytesOf({ body }: ParsedTarEntry): Bytes {
  try {
    yield* body as ReadableStream<Uint8Array>
  } catch (error) {
    throw asDamage(error)
  }
}

function asDamage(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  // A file that is not there or that may not be read is no damage.
  if (code !== undefined && !code.startsWith('Z_') && !code.startsWith('ERR_')) return error
  if (message === 'incorrect header check') return new OperatorError(NOT_A_BACKUP, { cause: error })
  return new OperatorError(`The backup is damaged: ${message}.`, { cause: error })
}

async function json(entry: ParsedTarEntry): Promise<unknown> {
  const content = await buffer(bytesOf(entry))
  try {
    return JSON.parse(content.toString())
  } catch {
    throw new OperatorError(`The backup is damaged: ${entry.header.name} cannot be read.`)
  }
}

/** The checksum of bytes that pass by. */
export class Digest {
  readonly #hash = createHash('sha256')
  #bytes = 0

  async *of(content: Bytes): Bytes {
    for await (const chunk of content) {
      this.#hash.update(chunk)
      this.#bytes += chunk.length
      yield chunk
    }
  }

  /** Of everything that has passed; asked for once, at the end. */
  get checksum(): Checksum {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }
}

/** The same bytes in pieces of about {@link CHUNK_BYTES}. */
async function* inChunks(content: Bytes): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = []
  let length = 0
  for await (const part of content) {
    parts.push(part)
    length += part.length
    if (length < CHUNK_BYTES) continue
    yield Buffer.concat(parts)
    parts = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(parts)
}

/** Reads to the end, for what comes of the reading. */
export async function drain(content: Bytes): Promise<void> {
  for await (const _chunk of content);
}

function asJson(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
}

/** The packer takes no Buffer. */
function asPlain(chunk: Uint8Array): Uint8Array {
  return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)
}
