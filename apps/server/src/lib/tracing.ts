import { context, propagation, type SpanOptions, SpanStatusCode, trace } from '@opentelemetry/api'

const tracer = trace.getTracer('parley')

/** Whether there is anybody to send spans to; without, nothing of all this costs anything. */
export let isTracing = false

/**
 * Sends spans to where the standard variables `OTEL_EXPORTER_OTLP_*` say, and gives W3C's `traceparent` its meaning.
 * @returns a function that sends what is left, and ends it
 */
export async function startTracing(): Promise<() => Promise<void>> {
  // Only here: loading it takes time and memory.
  const [sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, { W3CTraceContextPropagator }, resources] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
      import('@opentelemetry/resources'),
    ])
  const { OTEL_SERVICE_NAME = 'parley', OTEL_TRACES_SAMPLER_ARG = '1' } = process.env
  const provider = new sdk.TracerProvider({
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ 'service.name': OTEL_SERVICE_NAME, 'process.pid': process.pid })),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(Number(OTEL_TRACES_SAMPLER_ARG)) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  isTracing = true
  return async () => {
    isTracing = false
    await provider.shutdown()
  }
}

/** Begins a span within the one that is under way. @returns it, and a function that ends it, with an error if there was one */
export function beginSpan(name: string, options: SpanOptions, parent = context.active()) {
  const span = tracer.startSpan(name, options, parent)
  const end = (error?: unknown) => {
    if (error !== undefined && error !== null) {
      span.recordException(error instanceof Error ? error : String(error))
      span.setStatus({ code: SpanStatusCode.ERROR })
    }
    span.end()
  }
  return { span, end }
}

/** Does `work` in a span. */
export async function traced<Result>(
  name: string,
  options: SpanOptions,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  if (!isTracing) return work()
  const { span, end } = beginSpan(name, options)
  try {
    const result = await context.with(trace.setSpan(context.active(), span), work)
    end()
    return result
  } catch (error) {
    end(error)
    throw error
  }
}
