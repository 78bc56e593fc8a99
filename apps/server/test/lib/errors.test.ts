import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { PrismaClient } from '../../src/generated/prisma/client.ts'
import { AppError, isConnectionError, toAppError, toProblem, toSocketError } from '../../src/lib/errors.ts'

/** The error that a promise rejects with. */
async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('It was to fail')
}

/** The error of a query, on a connection that `sabotage` is let loose on. */
async function queryFailure(query: string, sabotage: (client: pg.Client) => unknown = () => {}): Promise<unknown> {
  const client = new pg.Client({ connectionString: inject('postgresUrl'), query_timeout: 300 })
  client.on('error', () => {})
  await client.connect()
  const failed = failure(client.query(query))
  await sabotage(client)
  const error = await failed
  await client.end().catch(() => {})
  return error
}

const terminate = async (victim: pg.Client) => {
  const { processID } = victim as unknown as { processID: number }
  const killer = new pg.Client({ connectionString: inject('postgresUrl') })
  await killer.connect()
  await killer.query('SELECT pg_terminate_backend($1)', [processID])
  await killer.end()
}

test('a database that cannot be reached, breaks off or does not answer is a connection error', async () => {
  const nobody = new pg.Client({ host: '127.0.0.1', port: 1 })
  expect(isConnectionError(await failure(nobody.connect()))).toBe(true)
  const nowhere = new pg.Client({ host: 'database.invalid' })
  expect(isConnectionError(await failure(nowhere.connect()))).toBe(true)
  expect(isConnectionError(await queryFailure('SELECT pg_sleep(5)', terminate))).toBe(true)
  expect(isConnectionError(await queryFailure('SELECT pg_sleep(5)'))).toBe(true)
  expect(isConnectionError(await queryFailure('SET statement_timeout = 1; SELECT pg_sleep(5)'))).toBe(true)
  const cut = (client: pg.Client) =>
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
  expect(isConnectionError(await queryFailure('SELECT pg_sleep(5)', cut))).toBe(true)
})

test('so is a pool that has no connection to give in time', async () => {
  const silent = createServer((socket) => socket.on('error', () => {}))
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const pool = new pg.Pool({ host: '127.0.0.1', port, max: 1, connectionTimeoutMillis: 100 })
  const errors = await Promise.all([failure(pool.query('SELECT 1')), failure(pool.query('SELECT 1'))])
  expect(errors.map(isConnectionError)).toEqual([true, true])
  await pool.end()
  silent.close()
})

test('so is what Prisma makes of it', async () => {
  const adapter = new PrismaPg({ connectionString: inject('postgresUrl') })
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' })
  const ended = failure(prisma.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`)
  expect(isConnectionError(await ended)).toBe(true)
  expect(isConnectionError(await failure(prisma.$queryRaw`SELECT nonsense`))).toBe(false)
  await prisma.$disconnect()
  const nobody = new PrismaClient({ adapter: new PrismaPg({ host: '127.0.0.1', port: 1 }), errorFormat: 'minimal' })
  expect(isConnectionError(await failure(nobody.user.findFirst()))).toBe(true)
})

test('a query that is wrong, or meets what is there, is not', async () => {
  for (const query of ['SELECT nonsense', 'SELEKT', "SELECT 'a'::int", 'SELECT 1/0']) {
    expect(isConnectionError(await queryFailure(query))).toBe(false)
  }
})

test.each<[unknown, boolean]>([
  [Object.assign(new Error('x'), { code: '53100' }), true],
  [Object.assign(new Error('x'), { code: '25006' }), true],
  [Object.assign(new Error('x'), { code: '23505' }), false],
  [Object.assign(new Error('x'), { code: '40P01' }), false],
  [Object.assign(new Error('x'), { code: 53 }), false],
  [Object.assign(new Error('x'), { code: 'P1001' }), true],
  [Object.assign(new Error('x'), { code: 'P2002' }), false],
  [new Error('x', { cause: new Error('y', { cause: { originalCode: '57P03' } }) }), true],
  [new AggregateError([new Error('x'), Object.assign(new Error('y'), { code: 'ECONNREFUSED' })]), true],
  [new Error('Connection terminated unexpectedly'), true],
  [undefined, false],
  [null, false],
  ['ECONNREFUSED', false],
])('%o: %s', (error, expected) => {
  expect(isConnectionError(error)).toBe(expected)
})

test('a chain of causes that leads back to itself comes to an end', () => {
  const error = new Error('round')
  error.cause = error
  expect(isConnectionError(error)).toBe(false)
})

test('an unknown error says nothing of itself', () => {
  const error = toAppError(new Error('SELECT password FROM users'))
  expect(error.code).toBe('internal_error')
  expect(JSON.stringify([toProblem(error), toSocketError(error)])).not.toContain('password')
})

test('a connection error is `unavailable`, with a time to try again, and an expected one stays itself', () => {
  const error = toAppError(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))
  expect(error).toMatchObject({ code: 'unavailable', status: 503, retryAfter: 2 })
  const known = new AppError('forbidden', { detail: 'Not here' })
  expect(toAppError(known)).toBe(known)
})

test('tells the same of an error through both doors', () => {
  const errors = [{ path: 'content', message: 'Must not be empty' }]
  const error = new AppError('validation_failed', { detail: 'content: Must not be empty', errors })
  expect(toProblem(error)).toEqual({
    type: expect.stringContaining('validation_failed'),
    title: 'The request is not valid',
    status: 400,
    detail: 'content: Must not be empty',
    code: 'validation_failed',
    errors,
  })
  expect(toSocketError(error)).toEqual({ code: 'validation_failed', message: 'content: Must not be empty', errors })
  expect(toSocketError(new AppError('rate_limited', { retryAfter: 3 }))).toMatchObject({ retryAfter: 3 })
})
