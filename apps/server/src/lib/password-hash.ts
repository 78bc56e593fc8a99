import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { AppError } from './errors.ts'

/** bcrypt's cost: 2^10 rounds, OWASP's minimum; JavaScript takes some 60 ms for it. */
const COST = 10

/** Stands in for the hash of an account that does not exist, so that both answers take the same time. */
const ABSENT_HASH = '$2b$10$CwTycUXWue0Thq9StjUM0uJ8.6eZPJ1Gq0rFzW1nB9mQ0l2cQ1o8K'

/** Waiting longer than this many, some seconds, people would have given up. */
const MAX_QUEUE = 100

let pool: Piscina | undefined

/** Worker threads, because bcrypt on the event loop would stall everybody's messages. Started at first use. */
function workers(): Piscina {
  pool ??= new Piscina({
    filename: new URL('./password-hash.worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: Math.max(1, availableParallelism() - 1),
    idleTimeout: 30_000,
    maxQueue: MAX_QUEUE,
  })
  return pool
}

async function run<Result>(name: 'hash' | 'compare', task: object): Promise<Result> {
  if (workers().queueSize >= MAX_QUEUE) throw new AppError('overloaded', { retryAfter: 5 })
  return workers().run(task, { name })
}

/** @param password at most 72 bytes of UTF-8; bcrypt reads no further */
export function hashPassword(password: string): Promise<string> {
  return run('hash', { password, cost: COST })
}

/** @param hash the account's, or undefined where there is none: then false, after the same time */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const matches = await run<boolean>('compare', { password, hash: hash ?? ABSENT_HASH })
  return hash !== undefined && matches
}

/** Waits for what is being hashed. */
export async function stopPasswordWorkers(): Promise<void> {
  await pool?.close()
  pool = undefined
}
