import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { probeTurn } from '../../src/lib/turn-probe.ts'
import { findFreePort } from '../support/app.ts'
import { hasProgram } from '../support/program.ts'

const secret = 'a secret that coturn and Parley share'

/** As coturn's use-auth-secret wants them. */
function credentials(until: number, key = secret) {
  const username = `${Math.floor(until / 1000)}:doctor`
  return { username, credential: createHmac('sha1', key).update(username).digest('base64') }
}

test('nobody there is said', async () => {
  const url = `turn:127.0.0.1:${await findFreePort()}?transport=tcp`
  await expect(probeTurn(url, credentials(Date.now()))).rejects.toThrow(/ECONNREFUSED/)
})

describe.runIf(hasProgram('turnserver', 'coturn'))('a TURN server', () => {
  let coturn: ChildProcess
  let address: string
  beforeAll(async () => {
    const port = await findFreePort()
    address = `127.0.0.1:${port}`
    const options = `-n --listening-ip=127.0.0.1 --relay-ip=127.0.0.1 --listening-port=${port} --min-port=20100
      --max-port=20199 --fingerprint --use-auth-secret --realm=parley --no-tls --no-dtls --no-cli --pidfile=
      --log-file=stdout`
    coturn = spawn('turnserver', [...options.split(/\s+/), `--static-auth-secret=${secret}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    if (!coturn.stdout) throw new Error('no output')
    const lines = createInterface(coturn.stdout)
    for await (const line of lines) if (/Total General servers|Total auth threads/i.test(line)) break
    coturn.stdout.resume()
  })
  afterAll(async () => {
    coturn.kill()
    await once(coturn, 'exit')
  })

  test.each(['', '?transport=udp', '?transport=tcp'])('gives a relay (%s)', async (query) => {
    const relayed = await probeTurn(`turn:${address}${query}`, credentials(Date.now() + 60_000))
    expect(relayed).toMatch(/^127\.0\.0\.1:201\d\d$/)
  })

  test('refuses credentials that have run out, or are of another secret', async () => {
    const refusal = /TURN_SECRET is not its static-auth-secret, or a clock is wrong/
    await expect(probeTurn(`turn:${address}`, credentials(Date.now() - 60_000))).rejects.toThrow(refusal)
    await expect(probeTurn(`turn:${address}`, credentials(Date.now() + 60_000, 'other'))).rejects.toThrow(refusal)
  })
})
