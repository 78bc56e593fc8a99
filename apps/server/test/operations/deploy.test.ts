import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { registry } from '../../src/lib/metrics.ts'
import { startApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { startNginx } from '../support/nginx.ts'
import { nextEvent, signIn, signUp } from '../support/people.ts'
import { hasProgram } from '../support/program.ts'

// Each step is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

const root = join(import.meta.dirname, '../../../..')
const deploy = join(root, 'deploy')

interface Dashboard {
  panels: { title: string; type: string; targets?: { expr: string }[] }[]
}

/** Every PromQL expression of the dashboards and the alerts. */
async function listExpressions(): Promise<string[]> {
  const folder = join(deploy, 'grafana/dashboards')
  const expressions: string[] = []
  for (const name of await readdir(folder)) {
    const { panels }: Dashboard = JSON.parse(await readFile(join(folder, name), 'utf8'))
    for (const { type, targets = [] } of panels) {
      if (type !== 'logs') expressions.push(...targets.map(({ expr }) => expr))
    }
  }
  const alerts = await readFile(join(deploy, 'prometheus/alerts.yml'), 'utf8')
  expressions.push(...Array.from(alerts.matchAll(/expr: (?:\|\n)?((?:.|\n {10,})+)/g), ([, expr = '']) => expr))
  return expressions
}

describe('what is watched', () => {
  test('is what the app exports, with the labels it has', async () => {
    // The registry is what GET /metrics shows.
    const exported = await registry.getMetricsAsJSON()
    const labels = new Map<string, Set<string>>()
    for (const { name, type } of exported) {
      const metric = registry.getSingleMetric(name) as unknown as { labelNames?: string[] }
      const names = new Set([...(metric.labelNames ?? []), 'job', 'instance', 'le'])
      const suffixes = String(type) === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']
      for (const suffix of suffixes) labels.set(name + suffix, names)
    }
    labels.set('up', new Set(['job', 'instance']))

    const expressions = await listExpressions()
    expect(expressions.length).toBeGreaterThan(30)
    for (const expression of expressions) {
      const metrics = expression.match(/\b(?:parley|nodejs|process)_\w+|\bup\b/g) ?? []
      expect(metrics, expression).not.toEqual([])
      const known = new Set<string>()
      for (const metric of metrics) {
        expect([...labels.keys()], expression).toContain(metric)
        for (const label of labels.get(metric) ?? []) known.add(label)
      }
      const grouped = Array.from(expression.matchAll(/by \(([^)]+)\)/g), ([, list = '']) => list.split(/,\s*/)).flat()
      const matched = Array.from(expression.matchAll(/[{,]\s*(\w+)\s*[=!]/g), ([, label = '']) => label)
      for (const label of [...grouped, ...matched]) expect([...known], expression).toContain(label)
    }
  })

  test.runIf(hasProgram('promtool', 'prometheus'))('is what Prometheus understands, and alarms when it should', () => {
    for (const args of [
      ['check', 'config', 'prometheus.yml'],
      ['test', 'rules', 'alerts.test.yml'],
    ]) {
      const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: join(deploy, 'prometheus') })
      expect(status, `${stdout}${stderr}`).toBe(0)
    }
  })
})

describe('docker-compose.yml', () => {
  const secrets = ['POSTGRES_PASSWORD', 'SESSION_SECRET', 'JWT_SECRET', 'TURN_SECRET']
  // So that the .env of whoever runs this does not count.
  const folder = mkdtempSync(join(tmpdir(), 'parley-compose-'))
  const emptyFile = join(folder, 'empty')
  writeFileSync(emptyFile, '')
  afterAll(() => rmSync(folder, { recursive: true }))
  const compose = (args: string[], given = secrets) =>
    spawnSync('docker-compose', ['--env-file', emptyFile, '--profile', 'monitoring', 'config', ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...Object.fromEntries(given.map((name) => [name, 'x'])) },
    })

  test.runIf(hasProgram('docker-compose', 'docker-compose'))(
    'is what Compose understands, and asks for secrets',
    () => {
      const { status, stdout, stderr } = compose(['--services'])
      expect(status, stderr).toBe(0)
      const services = stdout.trim().split('\n').sort()
      expect(services).toEqual(
        ['alloy', 'app1', 'app2', 'coturn', 'grafana', 'loki', 'nginx', 'postgres', 'prometheus', 'redis'].sort(),
      )
      const refused = compose(['--quiet'], secrets.slice(1))
      expect(refused.status).not.toBe(0)
      expect(refused.stderr).toContain('set POSTGRES_PASSWORD in .env')
    },
  )

  test('sets every variable of .env.example, but for what it decides itself', async () => {
    const text = await readFile(join(root, 'docker-compose.yml'), 'utf8')
    const example = await readFile(join(root, '.env.example'), 'utf8')
    const variables = new Set(Array.from(example.matchAll(/^# ([A-Z_]+)=/gm), ([, name = '']) => name))
    const decided = ['HOST', 'PORT', 'PARLEY_DATA_DIR', 'DATABASE_URL', 'REDIS_URL', 'SFU_PORTS', 'INSTANCE_ID']
    for (const name of decided) expect(variables.delete(name), name).toBe(true)
    expect(variables.size).toBeGreaterThan(20)
    for (const name of variables) expect(text).toContain(`\${${name}:`)
  })

  test('brings files that are there, and names instances as nginx and Prometheus know them', async () => {
    const text = await readFile(join(root, 'docker-compose.yml'), 'utf8')
    const mounts = Array.from(text.matchAll(/- (\.\/[^:]+(?:\$\{[^}]+\}[^:]*)?):\//g), ([, path = '']) => path)
    expect(mounts.length).toBeGreaterThan(6)
    // Those that the operator brings.
    const own = /certs$|acme$/
    for (const path of mounts.filter((mount) => !own.test(mount))) {
      expect(existsSync(join(root, path.replace(/\$\{.*\}/, 'http'))), path).toBe(true)
    }
    const instances = Array.from(text.matchAll(/^ {2}(app\d+):$/gm), ([, name]) => `${name}:3000`)
    expect(instances.length).toBeGreaterThan(1)
    const proxy = await readFile(join(deploy, 'nginx/proxy.conf'), 'utf8')
    expect(Array.from(proxy.matchAll(/^\s+server (\S+)/gm), ([, name]) => name)).toEqual(instances)
    const prometheus = await readFile(join(deploy, 'prometheus/prometheus.yml'), 'utf8')
    expect(prometheus).toContain(`targets: [${instances.join(', ')}]`)
  })
})

test('the image has what npm needs of every package that the app and its build depend on', async () => {
  const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8')
  const folders = ['apps/server', 'apps/web']
  for (const folder of folders) {
    const { dependencies, devDependencies } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'))
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      if (name.startsWith('@parley/')) folders.push(name.replace('@parley', 'packages'))
    }
  }
  for (const folder of new Set(folders)) expect(dockerfile).toContain(`COPY ${folder}/package.json ${folder}/\n`)
})

test.runIf(hasProgram('nginx', 'nginx-light'))(
  'through nginx people poll, upgrade and send on two instances, and see no metrics',
  async () => {
    const secrets = { SESSION_SECRET: 's'.repeat(32), JWT_SECRET: 'j'.repeat(32), TRUST_PROXY: '1' }
    const one = await startApp(secrets)
    onTestFinished(() => one.stop())
    const other = await startApp({ ...secrets, DATABASE_URL: one.database.url })
    onTestFinished(() => other.stop())
    const nginx = await startNginx([new URL(one.url).host, new URL(other.url).host])
    onTestFinished(() => nginx.stop())
    const ann = await signUp(nginx.url, 'ann')
    const { channelId } = await createCommunity(ann)
    for (const transports of [['polling'], ['websocket']]) {
      // Each has a session, and so an instance, of its own.
      for (let device = 0; device < 4; device++) {
        const live = await (await signIn(nginx.url, ann)).connect({ socket: { transports } })
        await live.request('join-channel', { channelId })
        const heard = nextEvent(live, 'message-created')
        const sent = await live.request('send-message', {
          channelId,
          content: 'Hello',
          nonce: `${transports}${device}`,
        })
        expect((await heard).id).toBe(sent.id)
        live.close()
      }
    }
    expect((await fetch(`${nginx.url}/metrics`)).status).toBe(404)
  },
)
