import { setUpAccessTokens, signAccessToken } from '../../apps/server/src/lib/access-token.ts'
import { launch } from '../../apps/server/test/support/launch.ts'
import { pinnedNode } from './pinned.ts'

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
  const settings = {
    HOST: '127.0.0.1',
    PORT: '0',
    RATE_LIMIT_SCALE: '0',
    JWT_SECRET: SECRET,
    SESSION_SECRET: SECRET,
    ...env,
  }
  const { child, url, exited } = await launch(settings, {
    command: [execPath, ...args, ...nodeArgs],
    showsErrors: true,
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
