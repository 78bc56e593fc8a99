import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly, say } from './run.mjs'

const generate = {
  inputs: ['prisma/schema.prisma', 'apps/server/prisma.config.ts', 'package-lock.json'],
  outputs: ['apps/server/src/generated'],
  step: 'Generating the database client',
}
const build = {
  inputs: [...generate.inputs, 'apps/web', 'packages/client', 'packages/contracts', 'tsconfig.base.json', 'turbo.json'],
  outputs: [...generate.outputs, 'apps/web/dist/index.html'],
  step: 'Building the web app',
}
const tasks = { generate, build }
const produced = new Set([
  'node_modules',
  'dist',
  'generated',
  'test-results',
  'playwright-report',
  'screenshots',
  '.turbo',
])
const stamps = join('node_modules', '.cache', 'parley')

/** Runs a task of turbo.json, unless nothing it depends on has changed since it last ran. */
export async function ensureBuilt(name) {
  const { inputs, outputs, step } = tasks[name]
  const stamp = join(stamps, name)
  const before = fingerprint(inputs)
  if (outputs.every((output) => existsSync(output)) && read(stamp) === before) return
  say(step)
  const env = {
    ...process.env,
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    DO_NOT_TRACK: '1',
    CHECKPOINT_DISABLE: '1',
  }
  const turbo = join('node_modules', 'turbo', 'bin', 'turbo')
  await runQuietly(process.execPath, [turbo, 'run', name], `${step} failed`, { env })
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stamp, before)
}

/** Tells whether any input has been changed, by names, sizes and times alone: reading everything takes too long. */
function fingerprint(inputs) {
  const hash = createHash('sha256')
  for (const input of inputs) addTo(hash, input)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) {
    hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`)
    return
  }
  for (const name of readdirSync(path).sort()) if (!produced.has(name)) addTo(hash, join(path, name))
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
