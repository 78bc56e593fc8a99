import { type Figure, render } from '../../../../bench/src/figure.ts'
import { test } from './test.ts'

/** Prints what has been measured, and hands it to `npm run bench`, if that has asked. */
export async function report(...figures: Figure[]): Promise<void> {
  console.log(`\n${figures.map(render).join('\n')}`)
  await test.info().attach('figures', { body: JSON.stringify(figures), contentType: 'application/json' })
}
