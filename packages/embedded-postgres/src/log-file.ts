import { copyFile, readFile, stat, truncate } from 'node:fs/promises'

const limit = 5_000_000

/** The length of a log, if it exists. */
export async function logSize(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0
}

/** Keeps a log that another process appends to, and one older one, under a size. Returns how to stop that. */
export function limitLog(path: string): () => void {
  const timer = setInterval(() => {
    rotate(path).catch(() => {})
  }, 60_000)
  timer.unref()
  return () => clearInterval(timer)
}

async function rotate(path: string): Promise<void> {
  if ((await logSize(path)) < limit) return
  await copyFile(path, `${path}.1`)
  await truncate(path)
}

/** What PostgreSQL last complained about in this log after its first `offset` bytes. */
export async function lastComplaint(path: string, offset: number): Promise<string | undefined> {
  const log = await readFile(path).catch(() => Buffer.alloc(0))
  const lines = log.subarray(offset).toString().split('\n')
  // What it answers to connections while it starts is no complaint.
  const complaint = lines.findLast((line) => /(FATAL|PANIC): +(?!the database system is )/.test(line))
  return complaint?.replace(/^.*?(FATAL|PANIC): +/, '')
}
