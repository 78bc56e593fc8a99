import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setUpAccessTokens, signAccessToken } from '../../apps/server/src/lib/access-token.ts'
import { pinnedNode } from './pinned.ts'

const serverFile = join(import.meta.dirname, '../../apps/server/src/server.ts')
/** Signs the tokens and cookies of a benchmark. */
export const SECRET = 'what signs the tokens of a benchmark'
setUpAccessTokens(SECRET)

export interface Parley {
  url: string
  port: number
  pid: number
  stop(): Promise<void>
}

/** What opens the app for somebody of world.ts. */
export function tokenOf(userId: number): string {
  return signAccessToken(String(userId), String(userId))
}

/**
 * Starts the app as it runs in production, but for its rate limits.
 * @param env beside its defaults
 * @param nodeArgs of Node itself
 */
export async function startParley(env: Record<string, string>, nodeArgs: string[] = []): Promise<Parley> {
  const { execPath, args } = pinnedNode
  const child = spawn(execPath, [...args, ...nodeArgs, serverFile], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      HOST: '127.0.0.1',
      PORT: '0',
      RATE_LIMIT_SCALE: '0',
      JWT_SECRET: SECRET,
      SESSION_SECRET: SECRET,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const ready = /ready at (\S+)/.exec(output)
      if (ready?.[1]) resolve(ready[1])
    })
    void exited.then(() => reject(new Error(`The app did not start: ${output}`)))
  })
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
