import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type RequestListener, request, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '@parley/embedded-postgres/port'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { runCommand } from '../support/command.ts'
import { startCoturn } from '../support/coturn.ts'
import { hasProgram } from '../support/program.ts'
import { createMigratedDatabase, makeNewer, withClient } from './support/databases.ts'

// Each step is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

let app: TestApp
let dataDir: string
beforeAll(async () => {
  app = await startApp()
  dataDir = await mkdtemp(join(tmpdir(), 'parley-doctor-'))
})
afterAll(async () => {
  await app.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const servers = new Set<Server>()
afterEach(() => {
  for (const server of servers) server.closeAllConnections()
  for (const server of servers) server.close()
  servers.clear()
})

async function serve(server: Server): Promise<string> {
  servers.add(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  return String((server.address() as AddressInfo).port)
}

/** What a proxy does that knows only plain requests. */
function forward(target: string, extra: Record<string, string> = {}): RequestListener {
  return ({ method = 'GET', url = '/', headers: { upgrade, connection, ...headers } }, outgoing) => {
    request(target + url, { method, headers: { ...headers, ...extra }, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    }).end()
  }
}

/** @returns what it says, by line, and the exit code */
async function diagnose(env: Record<string, string> = {}): Promise<{ lines: string[]; code: number }> {
  const { port } = new URL(app.url)
  const settings = { DATABASE_URL: app.database.url, PARLEY_DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: port, ...env }
  const { result, said, code } = await runCommand(['doctor'], settings)
  expect(said).toBe('')
  return { lines: result.trimEnd().split('\n'), code }
}

test('of a healthy instance it says what it has looked at, from outside, too', async () => {
  const { lines, code } = await diagnose({ PUBLIC_URL: app.url })
  const advised = lines.filter((line) => !line.startsWith('ok ') && !line.includes('Disk'))
  expect(advised).toEqual([
    // That of the tests is careless of power cuts.
    expect.stringMatching(/problem {2}Database: commits are not on disk when they are acknowledged: .*fsync/),
    `warning  ${app.url}/metrics is open to everybody: let the proxy deny it`,
    expect.stringMatching(/warning {2}TURN: none.*TURN_SECRET/),
  ])
  expect(code).toBe(1)
  for (const what of [/Parley runs and is ready/, /PostgreSQL \d+/, /sign in through it/, /WebSockets pass/]) {
    expect(lines).toContainEqual(expect.stringMatching(what))
  }
})

describe('it names', () => {
  test('a port that something else has', async () => {
    const port = await serve(createServer((_request, response) => response.end('Somebody else')))
    const { lines, code } = await diagnose({ PORT: port })
    expect(code).toBe(1)
    expect(lines).toContainEqual(expect.stringMatching(`problem  Port ${port} is used by something else: .* PORT`))
  })

  test('a database and a Redis that are not there', async () => {
    const port = await findFreePort()
    const url = `postgresql://parley@127.0.0.1:${port}/parley`
    const { lines } = await diagnose({ DATABASE_URL: url, REDIS_URL: `redis://127.0.0.1:${port}` })
    expect(lines).toContainEqual(expect.stringMatching(/problem {2}PostgreSQL at .*ECONNREFUSED.*: .*DATABASE_URL/))
    expect(lines).toContainEqual(expect.stringMatching(/problem {2}Redis at .*: .*REDIS_URL/))
  })

  test('a replica that is not there, and one that is none', async () => {
    const { database } = app
    const gone = `postgresql://parley@127.0.0.1:${await findFreePort()}/parley`
    const { lines } = await diagnose({ DATABASE_REPLICA_URLS: `${gone},${database.url}` })
    expect(lines).toContainEqual(
      expect.stringMatching(/warning {2}Replica at .*ECONNREFUSED.*: .*DATABASE_REPLICA_URLS/),
    )
    expect(lines).toContainEqual(expect.stringMatching(/warning {2}Replica at .* is none: .*recovery/))
  })

  test('jobs that have failed for good', async () => {
    await withClient(app.database, (client) =>
      client.query(`INSERT INTO pgboss.job (name, data) VALUES ('dead-letters', '{}')`),
    )
    const { lines } = await diagnose()
    expect(lines).toContainEqual(expect.stringMatching(/warning {2}Jobs: 1 failed every time: .*log/))
    await withClient(app.database, (client) => client.query('DELETE FROM pgboss.job'))
  })

  test('a TURN server that is not there, or missing', async () => {
    const url = `turn:127.0.0.1:${await findFreePort()}?transport=tcp`
    const { lines } = await diagnose({ TURN_URLS: url, TURN_SECRET: 'a secret of coturn' })
    expect(lines.filter((line) => line.startsWith(`problem  ${url}: connect ECONNREFUSED`))).toHaveLength(1)
    expect(lines).not.toContainEqual(expect.stringContaining('TURN: none'))
  })

  test.runIf(hasProgram('turnserver', 'coturn'))(
    'a TURN server that works, one with another secret, and one whose relays do not reach each other',
    async () => {
      const secret = 'a secret of coturn'
      const denied = '--denied-peer-ip=127.0.0.0-127.255.255.255'
      const good = await startCoturn(await findFreePort(), secret)
      const other = await startCoturn(await findFreePort(), 'another secret of coturn')
      const closed = await startCoturn(await findFreePort(), secret, denied)
      const { lines } = await diagnose({
        STUN_URLS: `stun:${good.address}`,
        TURN_URLS: [good, other, closed].map(({ address }) => `turn:${address}`).join(),
        TURN_SECRET: secret,
      })
      expect(lines).toContainEqual(`ok       stun:${good.address} answers`)
      expect(lines).toContainEqual(expect.stringMatching(`ok {7}turn:${good.address} relays at 127`))
      expect(lines).toContainEqual(expect.stringMatching(`problem {2}turn:${other.address}: .*TURN_SECRET`))
      expect(lines).toContainEqual(
        expect.stringMatching(`problem {2}turn:${closed.address} .*reach each other.*external-ip`),
      )
      await Promise.all([good, other, closed].map((server) => server.stop()))
    },
  )

  test('a database that is newer', async () => {
    const newer = await createMigratedDatabase()
    await makeNewer(newer)
    const { lines } = await diagnose({ DATABASE_URL: newer.url })
    expect(lines).toContainEqual(expect.stringMatching(/problem {2}PostgreSQL .* made by a newer Parley/))
    await newer.drop()
  })

  test('a clock that is behind what has been written', async () => {
    const database = await createMigratedDatabase()
    const tomorrow = BigInt(Date.now() + 24 * 60 * 60 * 1000 - 1_420_070_400_000) << 22n
    await withClient(database, (client) =>
      client.query(
        `INSERT INTO messages (channel_id, id, seq, author_id, content, created_at) VALUES (1, $1, 1, 1, '', now())`,
        [String(tomorrow)],
      ),
    )
    const { lines } = await diagnose({ DATABASE_URL: database.url })
    expect(lines).toContainEqual(expect.stringMatching(/problem {2}Clock: 8\d{4} s before the newest message.*NTP/))
    await database.drop()
  })

  test('a proxy that lets no WebSocket through, and a public address that leads elsewhere', async () => {
    const proxy = createServer(forward(app.url))
    const { lines } = await diagnose({ PUBLIC_URL: `http://127.0.0.1:${await serve(proxy)}` })
    expect(lines).toContainEqual(expect.stringMatching(/problem {2}Proxy: WebSockets do not pass: .*Upgrade/))
    const elsewhere = createServer((_request, response) => response.writeHead(404).end())
    const wrong = await diagnose({ PUBLIC_URL: `http://127.0.0.1:${await serve(elsewhere)}` })
    expect(wrong.lines).toContainEqual(expect.stringMatching(/problem {2}http:.* not as Parley does: .*DNS/))
  })

  test.runIf(hasProgram('openssl', 'openssl'))(
    'a proxy with TLS that does not say so, and a certificate that runs out',
    async () => {
      const [key, cert] = [join(dataDir, 'key.pem'), join(dataDir, 'cert.pem')]
      const files = ['-keyout', key, '-out', cert, '-addext', 'subjectAltName=DNS:localhost']
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '9', '-subj', '/CN=x', ...files],
        {
          stdio: 'ignore',
        },
      )
      const options = { key: await readFile(key), cert: await readFile(cert) }
      const secure = await startApp({ PUBLIC_URL: 'https://chat.example.org' })
      const through = async (extra: Record<string, string>) => {
        const port = await serve(createSecureServer(options, forward(secure.url, extra)))
        const { lines } = await diagnose({
          PUBLIC_URL: `https://localhost:${port}`,
          PORT: new URL(secure.url).port,
          NODE_EXTRA_CA_CERTS: cert,
        })
        return lines
      }
      const silent = await through({})
      expect(silent).toContainEqual(expect.stringMatching(/warning {2}TLS certificate of localhost: 8 days left/))
      expect(silent).toContainEqual(expect.stringMatching(/problem {2}Proxy: no session cookie .*X-Forwarded-Proto/))
      const telling = await through({ 'x-forwarded-proto': 'https' })
      expect(telling).toContainEqual('ok       Proxy: people can sign in through it')
      await secure.stop()
    },
  )
})

test('the embedded database is looked at where there is one, and not made where there is none', async () => {
  const none = await diagnose({ DATABASE_URL: '', PARLEY_DATA_DIR: join(dataDir, 'fresh') })
  expect(none.code).toBe(0)
  expect(none.lines).toContainEqual('ok       PostgreSQL: the embedded one, made at the first start')
})
