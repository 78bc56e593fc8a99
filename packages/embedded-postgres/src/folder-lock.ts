import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join, relative, resolve } from 'node:path'
import { text } from 'node:stream/consumers'

/** A claim on a folder. The kernel gives it up when the process ends, however it ends. */
export interface FolderLock {
  release(): Promise<void>
}

/**
 * Claims `folder` for this process, or says which process has it. The claim is a socket that answers with our process
 * id: unlike a file with an id in it, it is never stale, and it is seen from another container, too.
 */
export async function lockFolder(folder: string): Promise<FolderLock | { heldBy: string }> {
  const { path, close } = openAddress(folder)
  try {
    for (let attempt = 1; ; attempt++) {
      const server = createServer((socket) => socket.on('error', () => {}).end(String(process.pid)))
      try {
        server.listen(path)
        await once(server, 'listening')
        server.unref()
        const release = async () => {
          await new Promise((resolve) => server.close(resolve))
          close()
        }
        return { release }
      } catch (error) {
        if (codeOf(error) !== 'EADDRINUSE' || attempt === 3) throw error
      }
      const heldBy = await askHolder(path)
      if (heldBy) {
        close()
        return { heldBy }
      }
      // Whoever had it was killed and could not take its socket away.
      await rm(path, { force: true })
    }
  } catch (error) {
    close()
    throw error
  }
}

/** Where the socket lies. Its path may have no more than about 100 characters, which the folder's may well have. */
function openAddress(folder: string): { path: string; close(): void } {
  const name = 'lock.sock'
  if (process.platform === 'linux') {
    const descriptor = openSync(folder, 'r')
    return { path: `/proc/self/fd/${descriptor}/${name}`, close: () => closeSync(descriptor) }
  }
  if (process.platform === 'win32') {
    const key = createHash('sha256').update(resolve(folder).toLowerCase()).digest('hex')
    return { path: `\\\\.\\pipe\\parley-${key}`, close: () => {} }
  }
  return { path: relative(process.cwd(), join(folder, name)), close: () => {} }
}

/** The process id at the other end, or undefined when nobody is there. */
async function askHolder(path: string): Promise<string | undefined> {
  const socket = connect({ path, signal: AbortSignal.timeout(1000) })
  try {
    await once(socket, 'connect')
    return await text(socket)
  } catch (error) {
    return codeOf(error) === 'ECONNREFUSED' || codeOf(error) === 'ENOENT' ? undefined : 'unknown'
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
