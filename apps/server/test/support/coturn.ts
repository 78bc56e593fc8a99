import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Coturn extends AsyncDisposable {
  /** Such as `127.0.0.1:20123`. */
  address: string
  stop(): Promise<void>
}

/** Starts a TURN server on this machine, which relays between addresses of this machine. */
export async function startCoturn(port: number, secret: string, ...options: string[]): Promise<Coturn> {
  const given = `-n --listening-ip=127.0.0.1 --relay-ip=127.0.0.1 --listening-port=${port} --min-port=20100
    --max-port=20199 --fingerprint --use-auth-secret --realm=parley --allow-loopback-peers --no-tls --no-dtls --no-cli
    --pidfile= --log-file=stdout`
  const all = [...given.split(/\s+/), `--static-auth-secret=${secret}`, ...options]
  const child = spawn('turnserver', all, { stdio: ['ignore', 'pipe', 'ignore'] })
  for await (const line of createInterface(child.stdout)) {
    if (/Total General servers|Total auth threads/i.test(line)) break
  }
  child.stdout.resume()
  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  return { address: `127.0.0.1:${port}`, stop, [Symbol.asyncDispose]: stop }
}

/** Credentials as coturn's `use-auth-secret` wants them. @param until milliseconds */
export function turnCredentials(secret: string, until: number): { username: string; credential: string } {
  const username = `${Math.floor(until / 1000)}:somebody`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}
