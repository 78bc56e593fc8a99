import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const serverFile = join(import.meta.dirname, '../../src/server.ts')

/** The app as a process of its own. */
export interface RunningApp {
  child: ChildProcess
  /** Where it says that people reach it. */
  url: string
  /** What it has written to standard error so far. */
  log(): string
  /** Resolves when it has ended. */
  exited: Promise<unknown>
}

interface LaunchOptions {
  /** What runs the app, with arguments before its file; this Node where nothing else is named. */
  command?: [program: string, ...args: string[]]
  /** Shows what it writes to standard error, instead of keeping it. */
  showsErrors?: boolean
}

/** Starts the app as it runs in production and waits until it says where it listens. @param env beside this process's */
export async function launch(
  env: Record<string, string>,
  { command: [program, ...args] = [process.execPath], showsErrors = false }: LaunchOptions = {},
): Promise<RunningApp> {
  const child = spawn(program, [...args, serverFile], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', showsErrors ? 'inherit' : 'pipe'],
  })
  const exited = once(child, 'exit')
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const ready = /ready at (\S+)/.exec(output)
      if (ready?.[1]) resolve(ready[1])
    })
    exited.then(() => {
      const how = child.signalCode ?? child.exitCode
      reject(new Error(`The app did not start (${how}): ${output}${errors}`))
    }, reject)
  })
  return { child, url, log: () => errors, exited }
}
