import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

/**
 * The port that the cluster in `folder` had last, or another if that is taken, unless by its own PostgreSQL, `running`.
 * Always below those that the system hands to clients: a client that retries a dead port up there can end up connected
 * to itself.
 */
export async function choosePort(folder: string, running: number | undefined): Promise<number> {
  const file = join(folder, 'port')
  const last = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10)
  if (last && running !== undefined) return last
  let port = last || randomPort()
  while (!(await isFree(port))) port = randomPort()
  await writeFile(file, String(port))
  return port
}

function randomPort(): number {
  return randomInt(20_000, 30_000)
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
