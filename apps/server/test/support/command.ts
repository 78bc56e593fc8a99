import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const cli = join(import.meta.dirname, '../../src/cli/main.ts')

/** How an operator's command ended, and what it said. */
export interface Ended {
  code: number
  /** On standard output, where results go. */
  result: string
  /** On standard error. */
  said: string
}

/** Runs one of the operator's commands as a process of its own. */
export function runCommand(args: string[], env: Record<string, string>): Promise<Ended> {
  const { INIT_CWD, ...inherited } = process.env
  const settings = { DATABASE_URL: '', REDIS_URL: '', PUBLIC_URL: '', TURN_URLS: '', ...env }
  return ended(
    spawn(process.execPath, [cli, ...args], { env: { ...inherited, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] }),
  )
}

async function ended(child: ChildProcess): Promise<Ended> {
  if (!child.stdout || !child.stderr) throw new Error('Its output must be piped')
  const [result, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, result, said }
}
