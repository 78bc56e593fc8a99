import { context, SpanKind, trace } from '@opentelemetry/api'
import type pg from 'pg'
import { beginSpan, isTracing } from '../lib/tracing.ts'
import type { ParleyServer } from '../realtime/socket-types.ts'

type AnyFunction = (...args: unknown[]) => unknown

/** Gives every statement that goes through a pool a span. */
export function tracePool(pool: pg.Pool): void {
  if (!isTracing) return
  const connect = pool.connect.bind(pool) as AnyFunction
  // Whoever has waited for a connection goes on in the trace that it waited in, not in that of who has given it back.
  pool.connect = ((...args: unknown[]) =>
    connect(...args.map((arg) => (typeof arg === 'function' ? context.bind(context.active(), arg) : arg)))) as never
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as AnyFunction
    client.query = ((...args: unknown[]) => traceQuery(query, args)) as never
  })
}

function traceQuery(query: AnyFunction, args: unknown[]): unknown {
  const [first] = args
  const text = typeof first === 'string' ? first : String((first as { text?: unknown }).text ?? '')
  const operation = /\w+/.exec(text)?.[0].toUpperCase() ?? 'SQL'
  const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': operation, 'db.query.text': text }
  const { end } = beginSpan(operation, { kind: SpanKind.CLIENT, attributes })
  const last = args.at(-1)
  if (typeof last === 'function') {
    return query(...args.slice(0, -1), (error: unknown, result: unknown) => {
      end(error)
      last(error, result)
    })
  }
  const result = query(...args)
  if (result instanceof Promise) result.then(() => end(), end)
  else end()
  return result
}

/** Gives everything that is sent because of something a span within the trace of that. */
export function traceEmits(io: ParleyServer): void {
  if (!isTracing) return
  const { adapter } = io.of('/')
  const broadcast = adapter.broadcast.bind(adapter)
  adapter.broadcast = (packet, options) => {
    if (!trace.getActiveSpan()) return broadcast(packet, options)
    const attributes = { 'messaging.destination.name': [...options.rooms].join(' ') }
    const { end } = beginSpan(`emit ${packet.data?.[0]}`, { kind: SpanKind.PRODUCER, attributes })
    broadcast(packet, options)
    end()
  }
}
