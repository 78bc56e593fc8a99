/** Says how much a first visit of each page loads, and fails above its budget. Wants a build. */
import { pages, weigh } from './page-weights.ts'

const isDetailed = process.argv.includes('--files')
for (const [name, page] of Object.entries(pages)) {
  const limit = page.budget * 1000
  const files = weigh(page)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const verdict = total > limit ? `, ${kilobytes(total - limit)} over the budget` : ''
  console.log(`${name.padEnd(16)} ${kilobytes(total)} in ${files.length} files${verdict}`)
  if (isDetailed) for (const { file, size } of files) console.log(`  ${kilobytes(size).padStart(10)}  ${file}`)
  if (total > limit) process.exitCode = 1
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}
