import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PrimaryClient } from '../../src/config/primary.ts'

/** A message of PostgreSQL's protocol, https://www.postgresql.org/docs/current/protocol-message-formats.html */
function message(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(content.length + 4)
  return Buffer.concat([Buffer.from(type), length, content])
}

const authenticationOk = message('R', Buffer.alloc(4))
const readyForQuery = message('Z', Buffer.from('I'))
const terminated = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
)

let server: Server
let pool: pg.Pool

beforeEach(async () => {
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(Buffer.concat([authenticationOk, readyForQuery, terminated])))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  pool = new pg.Pool({ connectionString: `postgresql://parley@127.0.0.1:${port}/parley`, Client: PrimaryClient })
})
afterEach(async () => {
  await pool.end()
  server.close()
})

// Without a listener for it this ends the process, which the test runner reports.
test('a connection that is ended in the moment it is ready fails what is asked of it, and nothing else', async () => {
  await expect(pool.query('SELECT 1')).rejects.toThrow()
})
