import { readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { measureComparison } from './comparison.ts'
import { measureConnections } from './connections.ts'
import { type Database, withDatabase } from './database.ts'
import { measureDurableWrites } from './durable-writes.ts'
import { measureFanOut } from './fan-out.ts'
import { type Figure, render, renderMarkdown } from './figure.ts'
import { measureHistory } from './history.ts'
import { measureLatency } from './latency.ts'
import { measureLazyFanOut } from './lazy-fan-out.ts'
import { makeWay } from './pinned.ts'
import type { Settings } from './settings.ts'
import { measureWebClient } from './web-client.ts'

/**
 * `npm run bench [-- part …]`: what Parley costs beside its references, measured in one run. Ratios are what counts: times
 * are this machine's. See docs/performance.md.
 */
const parts: Record<string, (settings: Settings, database: Database) => AsyncGenerator<Figure>> = {
  // First, while the database is as fresh as after a start.
  comparison: measureComparison,
  'fan-out': measureFanOut,
  'durable-writes': measureDurableWrites,
  latency: measureLatency,
  history: measureHistory,
  connections: measureConnections,
  'lazy-fan-out': measureLazyFanOut,
  'web-client': measureWebClient,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** A file that the figures go to, every round of them. */
    json: { type: 'string' },
    /** A file of Markdown whose figures are replaced by this run's, between its two comments. */
    into: { type: 'string' },
    smoke: { type: 'boolean', default: false },
    rows: { type: 'string', default: '1000000' },
    sockets: { type: 'string', default: '10000' },
  },
})
const unknown = positionals.find((name) => !Object.hasOwn(parts, name))
if (unknown) throw new Error(`There is no ${unknown}, but ${Object.keys(parts).join(', ')}`)
const settings: Settings = { smoke: values.smoke, rows: Number(values.rows), sockets: Number(values.sockets) }

const [cpu] = cpus()
const machine = `${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`
const date = new Date().toISOString()
console.log(`${machine}, ${date.slice(0, 10)}\n`)
makeWay()
const figures: Figure[] = []
const tables: string[] = []
await withDatabase(async (database) => {
  for (const [name, measure] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const start = performance.now()
    const own: Figure[] = []
    for await (const figure of measure(settings, database)) {
      own.push(figure)
      console.log(render(figure))
    }
    tables.push(`### ${name}\n\n${renderMarkdown(own)}`)
    console.error(`(${name}: ${Math.round((performance.now() - start) / 1000)} s)\n`)
    figures.push(...own)
  }
})
if (values.into) {
  const text = await readFile(values.into, 'utf8')
  const fresh = [`${machine}, ${date.slice(0, 10)}.`, ...tables].join('\n\n')
  await writeFile(
    values.into,
    text.replace(/(<!-- figures -->\n).*(\n<!-- end -->)/s, (_, start, end) => `${start}\n${fresh}\n${end}`),
  )
}
if (values.json) await writeFile(values.json, `${JSON.stringify({ machine, date, figures }, null, 2)}\n`)
