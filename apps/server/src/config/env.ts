import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { OperatorError } from '../lib/operator-error.ts'
import { isDatabaseUrl } from './database-url.ts'

/** The folder that holds apps/, packages/ and prisma/. */
export const projectRoot = resolve(import.meta.dirname, '../../../..')

const httpOrigin = z
  .url({ protocol: /^https?$/ })
  .refine((value) => new URL(value).pathname === '/' && new URL(value).search === '', 'must not have a path')
  .transform((value) => new URL(value).origin)

const trustedProxies = z.string().transform((value, context): number | string[] => {
  if (/^\d{1,2}$/.test(value)) return Number(value)
  const entries = value.split(',').map((entry) => entry.trim())
  const isEntry = (entry: string) => /^(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?)$/.test(entry)
  if (entries.every(isEntry)) return entries
  context.addIssue({ code: 'custom', message: 'must be a number of proxies or a list of addresses' })
  return z.NEVER
})

const urlList = (protocols: string[]) =>
  z
    .string()
    .transform((value) => value.split(',').map((url) => url.trim()))
    .refine(
      (urls) => urls.every((url) => protocols.some((protocol) => url.startsWith(`${protocol}:`) && !/[\s/]/.test(url))),
      `must be a list of ${protocols.map((protocol) => `${protocol}:host:port`).join(' or ')}`,
    )

// Off is null: what is undefined would become the default.
const portRange = z.string().transform((value, context): [first: number, last: number] | null => {
  if (value === 'off') return null
  const [, first, last] = /^(\d{4,5})-(\d{4,5})$/.exec(value)?.map(Number) ?? []
  if (first !== undefined && last !== undefined && first >= 1024 && first < last && last <= 65_535) return [first, last]
  context.addIssue({ code: 'custom', message: 'must be a range of ports such as 40000-40199, or off' })
  return z.NEVER
})

const DATABASE_URL_EXAMPLE = 'postgresql://user:password@host:5432/database'

const variables = z.object({
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(3000),
  HOST: z.string().optional(),
  PARLEY_DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.string().refine(isDatabaseUrl, `must look like ${DATABASE_URL_EXAMPLE}`).optional(),
  DATABASE_REPLICA_URLS: z
    .string()
    .transform((value) => value.split(',').map((url) => url.trim()))
    .refine((urls) => urls.every(isDatabaseUrl), `must be a list of addresses like ${DATABASE_URL_EXAMPLE}`)
    .default([]),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must look like redis://host:6379' }).optional(),
  PUBLIC_URL: httpOrigin.optional(),
  CORS_ORIGINS: z
    .string()
    .transform((value) => value.split(',').map((origin) => origin.trim()))
    .pipe(z.array(httpOrigin))
    .default([]),
  TRUST_PROXY: trustedProxies.optional(),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  JWT_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  STUN_URLS: urlList(['stun', 'stuns']).default([]),
  TURN_URLS: urlList(['turn', 'turns']).default([]),
  TURN_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  SFU_PORTS: portRange.default([40_000, 40_199]),
  SFU_CAPACITY: z.coerce.number('must be a number').int().min(1).max(1000).default(25),
  SFU_ANNOUNCED_ADDRESS: z.union([z.ipv4(), z.ipv6()], 'must be an IP address').optional(),
  INSTANCE_ID: z.coerce.number('must be a number').int().min(0).max(1023).optional(),
  RATE_LIMIT_SCALE: z.coerce.number('must be a number').min(0).max(1_000_000).default(1),
  SNAPSHOTS_KEPT: z.coerce.number('must be a number').int().min(0).max(1000).default(3),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must look like http://host:4318' }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
})

export type Environment = ReturnType<typeof readEnvironment>

/**
 * The environment as typed values, read once at start; `.env` in the project's folder fills in what is not set.
 * @throws OperatorError naming the first variable that makes no sense
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = variables.safeParse(given)
  if (!result.success) {
    const issue = result.error.issues[0]
    throw new OperatorError(
      `${issue?.path[0]?.toString()} ${issue?.message.replace(/^[A-Z]/, (c) => c.toLowerCase())}.`,
    )
  }
  const env = result.data
  if (env.TURN_URLS.length > 0 && env.TURN_SECRET === undefined) {
    throw new OperatorError('TURN_SECRET must be set where TURN_URLS is: the static-auth-secret of coturn.')
  }
  if (env.DATABASE_REPLICA_URLS.length > 0 && env.DATABASE_URL === undefined) {
    throw new OperatorError('DATABASE_URL must be set where DATABASE_REPLICA_URLS is: the primary of those replicas.')
  }
  const isSecure = env.PUBLIC_URL?.startsWith('https:') ?? false
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(projectRoot, env.PARLEY_DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    /** Replicas of it, which answer reads. */
    databaseReplicaUrls: env.DATABASE_REPLICA_URLS,
    redisUrl: env.REDIS_URL,
    publicUrl: env.PUBLIC_URL,
    /** Origins, besides the app's own, that may use cookies and sockets. */
    allowedOrigins: new Set([...env.CORS_ORIGINS, ...(env.PUBLIC_URL ? [env.PUBLIC_URL] : [])]),
    corsOrigins: env.CORS_ORIGINS,
    /** Whether people reach the app through TLS, which makes cookies `Secure` and `__Host-`. */
    isSecure,
    // Through TLS people come by a proxy: one on this machine or this network is believed without being named.
    trustProxy: env.TRUST_PROXY ?? (isSecure ? ['loopback', 'linklocal', 'uniquelocal'] : 0),
    sessionSecret: env.SESSION_SECRET,
    jwtSecret: env.JWT_SECRET,
    iceServers: { stunUrls: env.STUN_URLS, turnUrls: env.TURN_URLS, turnSecret: env.TURN_SECRET },
    /** Where the forwarding unit listens, and how it is reached; absent where there is none. */
    forwarder: env.SFU_PORTS
      ? { ports: env.SFU_PORTS, announcedAddress: env.SFU_ANNOUNCED_ADDRESS, capacity: env.SFU_CAPACITY }
      : undefined,
    instanceId: env.INSTANCE_ID,
    rateLimitScale: env.RATE_LIMIT_SCALE,
    /** How many of the backups made before migrations are kept; 0 makes none. */
    snapshotsKept: env.SNAPSHOTS_KEPT,
    /** Where traces go, if anywhere; the exporter reads its variables itself. */
    tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: env.LOG_LEVEL,
  }
}

/** Fills `process.env` from `.env`, where there is one; what is set already stays. */
export function loadDotEnv(): void {
  const file = resolve(projectRoot, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}
