import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** The port that the cluster in `folder` had last, or another if that is taken, unless by its own PostgreSQL, `running`. */
export async function choosePort(folder: string, running: number | undefined): Promise<number> {
  const file = join(folder, 'port')
  const last = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10)
  if (last && running !== undefined) return last
  const port = last && (await isFree(last)) ? last : await findFreePort()
  await writeFile(file, String(port))
  return port
}

/**
 * A port of this machine that nobody listens on, always below those that the system hands to clients: a client that
 * retries a dead port up there can end up connected to itself.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
