import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { findFreePort } from '@parley/embedded-postgres/port'
import { hasProgram } from './program.ts'

/** Whether this machine has a Redis to test with. */
export const hasRedis = hasProgram('redis-server', 'redis-server')

/** A real Redis that keeps nothing on disk. */
export class TestRedis {
  readonly url: string
  readonly #port: number
  #child: ChildProcess

  private constructor(port: number, child: ChildProcess) {
    this.#port = port
    this.#child = child
    this.url = `redis://127.0.0.1:${port}`
  }

  static async start(): Promise<TestRedis> {
    const port = await findFreePort()
    return new TestRedis(port, await launchRedis(port))
  }

  /** Ends it without warning, and with it all that it has. */
  async kill(): Promise<void> {
    if (this.#child.signalCode !== null) return
    this.#child.kill('SIGKILL')
    await once(this.#child, 'exit')
  }

  /** Starts it again, empty, at the same address. */
  async restart(): Promise<void> {
    this.#child = await launchRedis(this.#port)
  }

  /** Lets it hang: connections stay, and nothing is answered. */
  pause(): void {
    this.#child.kill('SIGSTOP')
  }

  resume(): void {
    this.#child.kill('SIGCONT')
  }

  /** What a command answers. */
  command(...args: string[]): string {
    return spawnSync('redis-cli', ['-p', String(this.#port), ...args], { encoding: 'utf8' }).stdout.trim()
  }
}

async function launchRedis(port: number): Promise<ChildProcess> {
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ready to accept connections')) resolve()
    })
    child.once('exit', () => reject(new Error('redis-server did not start')))
  })
  return child
}
