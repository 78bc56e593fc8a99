import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'

/** bcrypt's cost: 2^10 rounds, OWASP's minimum; JavaScript takes some 60 ms for it. */
const COST = 10

/** Stands in for the hash of an account that does not exist, so that both answers take the same time. */
const ABSENT_HASH = '$2b$10$CwTycUXWue0Thq9StjUM0uJ8.6eZPJ1Gq0rFzW1nB9mQ0l2cQ1o8K'

let pool: Piscina | undefined

/** Worker threads, because bcrypt on the event loop would stall everybody's messages. Started at first use. */
function workers(): Piscina {
  pool ??= new Piscina({
    filename: new URL('./password-hash.worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: Math.max(1, availableParallelism() - 1),
    idleTimeout: 30_000,
    maxQueue: 1_000,
  })
  return pool
}

/** @param password at most 72 bytes of UTF-8; bcrypt reads no further */
export function hashPassword(password: string): Promise<string> {
  return workers().run({ password, cost: COST }, { name: 'hash' })
}

/** @param hash the account's, or undefined where there is none: then false, after the same time */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const matches: boolean = await workers().run({ password, hash: hash ?? ABSENT_HASH }, { name: 'compare' })
  return hash !== undefined && matches
}

export async function stopPasswordWorkers(): Promise<void> {
  await pool?.close()
  pool = undefined
}
