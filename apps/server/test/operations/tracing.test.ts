import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { signUp } from '../support/people.ts'

// Each step is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
}
interface Export {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] }
    scopeSpans: { spans: Span[] }[]
  }[]
}

/** What a collector has received. */
let exports: Export[]
let collector: Server
beforeEach(async () => {
  exports = []
  collector = createServer(async (request, response) => {
    expect(request.url).toBe('/v1/traces')
    exports.push((await json(request)) as Export)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
})
afterEach(() => {
  collector.closeAllConnections()
  collector.close()
})

const listSpans = () =>
  exports.flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((s) => s.spans)))

test('a message can be followed from the request to the statements and to what is sent', async () => {
  const { port } = collector.address() as AddressInfo
  const app = await startApp({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` })
  const ann = await signUp(app.url, 'ann')
  const { channelId } = await createCommunity(ann)
  const live = await ann.connect()
  await live.request('join-channel', { channelId })
  await live.request('send-message', { channelId, content: 'By socket', nonce: 'socket' })
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const headers = { traceparent, cookie: ann.jar.header }
  expect((await fetch(`${app.url}/api/servers`, { headers })).status).toBe(200)
  live.close()
  // Sends what is left.
  await app.stop()

  const service = exports[0]?.resourceSpans[0]?.resource.attributes.find(({ key }) => key === 'service.name')
  expect(service?.value.stringValue).toBe('parley')
  const spans = listSpans()
  const childrenOf = (parent: Span | undefined) => spans.filter((span) => span.parentSpanId === parent?.spanId)

  const request = spans.find(({ name }) => name === 'POST /servers')
  const controller = childrenOf(request).find(({ name }) => name.startsWith('controller: '))
  expect(childrenOf(controller).map(({ name }) => name)).toContain('INSERT')

  const event = spans.find(({ name }) => name === 'event send-message')
  expect(event).not.toHaveProperty('parentSpanId')
  const within = spans.filter(({ traceId }) => traceId === event?.traceId).map(({ name }) => name)
  expect(within).toContain('emit message-created')
  expect(within).toContain('WITH')

  expect(spans.find(({ name }) => name === 'GET /servers')).toMatchObject({
    traceId: traceparent.split('-')[1],
    parentSpanId: traceparent.split('-')[2],
  })
})

test('without the variable nothing is sent', async () => {
  const app = await startApp({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })
  await signUp(app.url, 'ann')
  await app.stop()
  expect(exports).toEqual([])
})
