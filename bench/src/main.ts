import { writeFile } from 'node:fs/promises'
import { measureDurableWrites } from './durable-writes.ts'
import { measureFanOut } from './fan-out.ts'
import { type Figure, render } from './figure.ts'

/**
 * `npm run bench [-- fan-out durable-writes] [-- --json file]`: what Parley costs beside its references, measured in one
 * run. Ratios are what counts: times are this machine's.
 */
const benchmarks: Record<string, () => AsyncGenerator<Figure>> = {
  'fan-out': measureFanOut,
  'durable-writes': measureDurableWrites,
}

const args = process.argv.slice(2)
const jsonAt = args.indexOf('--json')
const jsonFile = jsonAt < 0 ? undefined : args.splice(jsonAt, 2)[1]
const unknown = args.find((name) => !Object.hasOwn(benchmarks, name))
if (unknown) throw new Error(`There is no ${unknown}, but ${Object.keys(benchmarks).join(' and ')}`)

const figures: Figure[] = []
for (const [name, measure] of Object.entries(benchmarks)) {
  if (args.length > 0 && !args.includes(name)) continue
  for await (const figure of measure()) {
    figures.push(figure)
    console.log(render(figure))
  }
}
if (jsonFile) await writeFile(jsonFile, `${JSON.stringify(figures, null, 2)}\n`)
