import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectRealtime, type Realtime } from '../src/realtime.ts'

let io: Server
let baseUrl: string
let live: Realtime | undefined

beforeEach(async () => {
  const httpServer = createServer()
  io = new Server(httpServer)
  httpServer.listen(0, '127.0.0.1')
  await once(httpServer, 'listening')
  baseUrl = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`
})
afterEach(async () => {
  vi.useRealTimers()
  live?.close()
  await io.close()
})

const refusal = (code: string) => Object.assign(new Error(code), { data: { code } })
const next = (realtime: Realtime, name: string) => once(realtime.socket as unknown as NodeJS.EventEmitter, name)

test('a connection that is refused for the moment is tried again until it is taken', async () => {
  let refusals = 2
  io.use((_socket, proceed) => (refusals-- > 0 ? proceed(refusal('unavailable')) : proceed()))
  live = connectRealtime({ baseUrl })
  await next(live, 'connect')
  expect(refusals).toBe(-1)
})

test('a connection that the app closes comes back', async () => {
  live = connectRealtime({ baseUrl })
  const [first] = await once(io, 'connection')
  const again = once(io, 'connection')
  first.disconnect(true)
  await again
})

test('a slow consumer comes back; whose session is over does not', async () => {
  live = connectRealtime({ baseUrl })
  const [first] = await once(io, 'connection')
  const again = once(io, 'connection')
  first.emit('session-ended', { reason: 'slow_consumer' })
  first.disconnect(true)
  const [second] = await again
  const disconnected = next(live, 'disconnect')
  second.emit('session-ended', { reason: 'revoked' })
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  second.disconnect(true)
  await disconnected
  const connect = vi.spyOn(live.socket, 'connect')
  vi.advanceTimersByTime(60_000)
  expect(connect).not.toHaveBeenCalled()
})

test('a request is answered with its data, or fails with the code the app gave', async () => {
  io.on('connection', (socket) => {
    socket.on('join-servers', (_payload, reply) => reply({ ok: true, data: { serverIds: ['1'] } }))
    socket.on('typing-start', (_payload, reply) =>
      reply({ ok: false, error: { code: 'not_found', message: 'Not found' } }),
    )
  })
  live = connectRealtime({ baseUrl, timeout: 200 })
  await next(live, 'connect')
  expect(await live.request('join-servers', {})).toEqual({ serverIds: ['1'] })
  await expect(live.request('typing-start', { channelId: '1' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(live.request('typing-stop', { channelId: '1' })).rejects.toMatchObject({ code: 'network_error' })
})
