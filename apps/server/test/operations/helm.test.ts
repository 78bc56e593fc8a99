import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Ajv } from 'ajv'
import type { Deployment } from 'kubernetes-types/apps/v1.js'
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.js'
import type { ConfigMap, PodSpec, Secret, Service } from 'kubernetes-types/core/v1.js'
import type { Ingress } from 'kubernetes-types/networking/v1.js'
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readEnvironment } from '../../src/config/env.ts'
import { createHealthRoutes } from '../../src/routes/health.routes.ts'
import { canRender, type Rendering, renderChart, type Values } from './support/helm/render.ts'

const root = join(import.meta.dirname, '../../../..')
const chart = join(root, 'deploy/helm/parley')

interface ServiceMonitor {
  apiVersion: 'monitoring.coreos.com/v1'
  kind: 'ServiceMonitor'
  metadata: { labels: Record<string, string> }
  spec: { selector: { matchLabels: Record<string, string> }; endpoints: { port: string; path: string }[] }
}

/** What a chart's documents are, by kind. */
interface Documents {
  ConfigMap: ConfigMap
  Secret?: Secret
  Deployment: Deployment
  Service: Service
  PodDisruptionBudget: PodDisruptionBudget
  HorizontalPodAutoscaler?: HorizontalPodAutoscaler
  Ingress?: Ingress
  ServiceMonitor?: ServiceMonitor
}

const secrets = {
  databaseUrl: 'postgresql://parley:database-password@db:5432/parley',
  redisUrl: 'redis://:redis-password@redis:6379',
  sessionSecret: 'session'.repeat(5),
  jwtSecret: 'tokens'.repeat(6),
}
const needed = { publicUrl: 'https://chat.example.org', secrets }

const sensible: Record<string, Values> = {
  'what has to be given': needed,
  'secrets of the operator': { publicUrl: 'https://chat.example.org', existingSecret: 'chat-secrets' },
  'a fixed number of instances': { ...needed, autoscaling: { enabled: false }, replicas: 3 },
  'TLS at the ingress': { ...needed, ingress: { tlsSecret: 'chat-tls' } },
  'another controller': {
    ...needed,
    ingress: { className: 'traefik', annotations: null },
    service: { annotations: { 'traefik.ingress.kubernetes.io/service.sticky.cookie': 'true' } },
  },
  'no ingress': { ...needed, ingress: { enabled: false }, service: { type: 'LoadBalancer', port: 8080 } },
  'large calls': { ...needed, sfu: { enabled: true, announcedAddress: '203.0.113.1' } },
  everything: {
    ...needed,
    image: { repository: 'registry.example.org/parley', tag: '0.1.0', pullPolicy: 'Always' },
    imagePullSecrets: [{ name: 'registry' }],
    corsOrigins: ['https://one.example.org', 'https://two.example.org'],
    trustProxy: '10.0.0.0/8',
    logLevel: 'debug',
    rateLimitScale: 2.5,
    stunUrls: ['stun:turn.example.org:3478'],
    turnUrls: ['turn:turn.example.org:3478'],
    otlpEndpoint: 'http://collector:4318',
    sfu: { enabled: true, ports: '41000-41099', announcedAddress: '203.0.113.1', capacity: 40 },
    secrets: {
      ...secrets,
      databaseReplicaUrls: 'postgresql://parley:replica-password@replica:5432/parley',
      turnSecret: 'relay'.repeat(4),
    },
    extraEnv: [
      { name: 'OTEL_SERVICE_NAME', value: 'parley' },
      { name: 'SFU_ANNOUNCED_ADDRESS', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } },
    ],
    serviceMonitor: { enabled: true, labels: { release: 'prometheus' } },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: [{ key: 'chat', operator: 'Exists', effect: 'NoSchedule' }],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, podAffinityTerm: { topologyKey: 'topology.kubernetes.io/zone' } },
        ],
      },
    },
  },
}

const senseless: [why: string, values: Values, says: RegExp][] = [
  ['no address', { secrets }, /publicUrl/],
  ['an address with a path', { ...needed, publicUrl: 'https://example.org/chat' }, /publicUrl/],
  ['no database', { ...needed, secrets: { ...secrets, databaseUrl: '' } }, /databaseUrl/],
  ['another database', { ...needed, secrets: { ...secrets, databaseUrl: 'mysql://db/parley' } }, /databaseUrl/],
  ['no Redis', { ...needed, secrets: { ...secrets, redisUrl: '' } }, /redisUrl/],
  ['a short secret', { ...needed, secrets: { ...secrets, jwtSecret: 'short' } }, /jwtSecret/],
  ['TURN without its secret', { ...needed, turnUrls: ['turn:turn.example.org:3478'] }, /turnSecret/],
  ['no instances', { ...needed, replicas: 0 }, /replicas/],
  ['more at least than at most', { ...needed, autoscaling: { minReplicas: 5, maxReplicas: 4 } }, /minReplicas/],
  ['an unknown level', { ...needed, logLevel: 'loud' }, /logLevel/],
  ['a share above all', { ...needed, autoscaling: { targetCPUUtilizationPercentage: 700 } }, /targetCPU/],
  ['one port for large calls', { ...needed, sfu: { ports: '40000' } }, /sfu\/ports/],
  ['a variable without a name', { ...needed, extraEnv: [{ value: 'x' }] }, /extraEnv/],
  ['what the chart does not know', { ...needed, replicaCount: 3 }, /replicaCount/],
]

describe.skipIf(!canRender)('the Helm chart (skipped where Go and sprig are not installed)', () => {
  const renderings = new Map<string, Rendering>()
  let refusals: Rendering[] = []
  let check: (values: Values) => string

  beforeAll(async () => {
    const all = renderChart(chart, [...Object.values(sensible), ...senseless.map(([, values]) => values)])
    for (const [index, name] of Object.keys(sensible).entries()) {
      const rendering = all[index]
      if (rendering) renderings.set(name, rendering)
    }
    refusals = all.slice(renderings.size)
    const ajv = new Ajv({ strict: false })
    const validate = ajv.compile(JSON.parse(await readFile(join(chart, 'values.schema.json'), 'utf8')))
    check = (values) =>
      validate(values) ? '' : `${ajv.errorsText(validate.errors)} ${JSON.stringify(validate.errors)}`
  }, 60_000)

  function read(name: string): Documents {
    const { files = {}, error, values } = renderings.get(name) ?? {}
    expect(error).toBe(undefined)
    expect(check(values ?? {})).toBe('')
    const documents: Record<string, unknown> = {}
    for (const [file, text] of Object.entries(files)) {
      // As Kubernetes reads it, to which a bare word such as "off" is not a text.
      const document = file.endsWith('.txt') ? null : parse(text, { version: '1.1' })
      if (document) documents[document.kind] = document
    }
    return documents as unknown as Documents
  }

  test('renders what Kubernetes knows, and nothing that it does not', () => {
    const modules: Record<string, string> = { v1: 'core/v1', 'networking.k8s.io/v1': 'networking/v1' }
    const types = dirname(createRequire(import.meta.url).resolve('kubernetes-types/package.json'))
    const lines = []
    for (const name of renderings.keys()) {
      for (const document of Object.values(read(name))) {
        const { apiVersion, kind } = document
        if (kind === 'ServiceMonitor') continue
        const type = `import(${JSON.stringify(`${types}/${modules[apiVersion] ?? apiVersion}`)}).${kind}`
        lines.push(`// ${name}\nexport const document${lines.length}: ${type} = ${JSON.stringify(document, null, 1)}`)
      }
    }
    expect(lines.length).toBeGreaterThan(45)
    const folder = mkdtempSync(join(tmpdir(), 'parley-helm-'))
    const file = join(folder, 'documents.ts')
    writeFileSync(file, lines.join('\n'))
    const options = ['--noEmit', '--strict', '--ignoreConfig', '--types', '', '--module', 'preserve']
    const { stdout, status } = spawnSync('npx', ['tsc', ...options, file], { cwd: root, encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect(status, stdout).toBe(0)
  })

  test.each(Object.keys(sensible))('with %s: everything finds what it names', async (name) => {
    const { ConfigMap, Deployment, Service, PodDisruptionBudget, ...others } = read(name)
    const { spec: deployment, metadata } = Deployment
    const pod = deployment?.template.spec as PodSpec
    const labels = deployment?.template.metadata?.labels ?? {}
    const [container] = pod.containers
    const ports = Object.fromEntries((container?.ports ?? []).map((port) => [port.name, port.containerPort]))
    expect(ports).toEqual({ http: Number(ConfigMap.data?.PORT) })

    const isPartOf = (selector: object | undefined, whole: object) => {
      expect(Object.keys(selector ?? {}).length).toBeGreaterThan(0)
      expect(whole).toMatchObject(selector ?? {})
    }
    isPartOf(deployment?.selector.matchLabels, labels)
    isPartOf(Service.spec?.selector, labels)
    isPartOf(PodDisruptionBudget.spec?.selector?.matchLabels, labels)
    for (const spread of pod.topologySpreadConstraints ?? []) isPartOf(spread.labelSelector?.matchLabels, labels)
    const [port] = Service.spec?.ports ?? []
    expect(Object.keys(ports)).toContain(port?.targetPort)

    const routes = createHealthRoutes({ isDraining: () => false, dependencies: {} }).stack.map(
      ({ route }) => route?.path,
    )
    for (const probe of [container?.startupProbe, container?.livenessProbe, container?.readinessProbe]) {
      expect(routes).toContain(probe?.httpGet?.path)
      expect(Object.keys(ports)).toContain(probe?.httpGet?.port)
    }
    const known = container?.volumeMounts?.map((mount) => mount.name)
    expect(pod.volumes?.map((volume) => volume.name)).toEqual(known)
    expect(container?.volumeMounts?.map((mount) => mount.mountPath)).toContain(ConfigMap.data?.PARLEY_DATA_DIR)

    const { HorizontalPodAutoscaler: scaler, Ingress: ingress, ServiceMonitor: monitor } = others
    if (scaler) {
      expect(scaler.spec?.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: metadata?.name })
    }
    // Each would set what the other has set.
    expect(deployment?.replicas === undefined).toBe(scaler !== undefined)
    for (const { host, http } of ingress?.spec?.rules ?? []) {
      expect(`https://${host}`).toBe(ConfigMap.data?.PUBLIC_URL)
      expect(http?.paths.map(({ backend }) => backend.service)).toEqual([
        { name: Service.metadata?.name, port: { name: port?.name } },
      ])
    }
    if (monitor) {
      isPartOf(monitor.spec.selector.matchLabels, Service.metadata?.labels ?? {})
      expect(monitor.spec.endpoints).toEqual([{ port: port?.name, path: '/metrics' }])
      expect(routes).toContain('/metrics')
    }
  })

  test.each(Object.keys(sensible))(
    'with %s: the app starts, is given time to stop, and secrets stay ones',
    async (name) => {
      const { ConfigMap, Secret, Deployment } = read(name)
      const pod = Deployment.spec?.template.spec as PodSpec
      const [container] = pod.containers
      const reads = container?.envFrom?.flatMap(({ configMapRef, secretRef }) => configMapRef?.name ?? secretRef?.name)
      expect(reads).toEqual([ConfigMap.metadata?.name, Secret?.metadata?.name ?? 'chat-secrets'])

      const env = { ...ConfigMap.data, ...Secret?.stringData }
      expect(() => readEnvironment(env)).not.toThrow()
      expect(Object.values(env).filter((value) => typeof value !== 'string')).toEqual([])
      const docs = await readFile(join(root, 'docs/operations.md'), 'utf8')
      for (const variable of [...Object.keys(env), ...(container?.env ?? []).map((entry) => entry.name)]) {
        expect(docs).toContain(`\`${variable}\``)
      }
      const open = JSON.stringify([ConfigMap, Deployment])
      for (const secret of Object.values(Secret?.stringData ?? {})) expect(open).not.toContain(secret)

      const server = await readFile(join(root, 'apps/server/src/server.ts'), 'utf8')
      const stop = Number(/STOP_DEADLINE_MS = ([\d_]+)/.exec(server)?.[1]?.replaceAll('_', '')) / 1000
      const pause = Number(container?.lifecycle?.preStop?.exec?.command?.[1])
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(stop + pause)
    },
  )

  test('sets every variable of .env.example, but for what is not its operator’s to choose', async () => {
    const example = await readFile(join(root, '.env.example'), 'utf8')
    const [ownVariables = ''] = example.split('docker compose alone')
    const variables = new Set(Array.from(ownVariables.matchAll(/^# ([A-Z_]+)=/gm), ([, name = '']) => name))
    expect(variables.size).toBeGreaterThan(20)
    // Claimed by each pod itself.
    variables.delete('INSTANCE_ID')
    const { ConfigMap, Secret } = read('everything')
    expect(Object.keys({ ...ConfigMap.data, ...Secret?.stringData })).toEqual(expect.arrayContaining([...variables]))
  })

  test.each(senseless.map(([why, , says], index) => [why, says, index] as const))('refuses %s', (_, says, index) => {
    const { values, error = '' } = refusals[index] ?? { values: {} }
    expect(check(values) + error).toMatch(says)
  })
})
