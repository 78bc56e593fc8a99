import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pages, weigh } from '../../apps/web/scripts/page-weights.ts'
import type { Figure } from './figure.ts'
import { unpinned } from './pinned.ts'
import type { Settings } from './settings.ts'

const root = join(import.meta.dirname, '../..')
const web = join(root, 'apps/web')
const playwright = join(root, 'node_modules/@playwright/test/cli.js')
const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** As far as it matters here, what Playwright tells of a run as JSON. */
interface Suite {
  suites?: Suite[]
  specs?: { tests: { results: { attachments: { name: string; body?: string }[] }[] }[] }[]
}

/** What the web client weighs, and how it feels in a browser: what `apps/web/e2e/*.bench.ts` measures. */
export async function* measureWebClient({ smoke }: Settings): AsyncGenerator<Figure> {
  yield weights()
  // What could fail of the rest is what the browser tests are about.
  if (smoke) return
  if (!existsSync(chromium)) {
    console.log(
      `The rest of web-client is left out: there is no ${chromium}, and no CHROMIUM_PATH that says where it is.\n`,
    )
    return
  }
  const names = ['loading', 'switching', 'scrolling']
  const { execPath, args } = unpinned
  const child = spawn(
    execPath,
    [...args, playwright, 'test', '-c', join(web, 'playwright.bench.config.ts'), ...names, '--reporter=json'],
    { cwd: web, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error(`The web client could not be measured: ${output}`)
  yield* figuresIn(JSON.parse(output) as Suite)
}

function weights(): Figure {
  const {
    login = [],
    conversation = [],
    channel = [],
  } = Object.fromEntries(
    Object.entries(pages).map(([name, page]) => [name, [weigh(page).reduce((sum, { size }) => sum + size, 0) / 1000]]),
  )
  return {
    name: 'Web client: what a first visit loads, gzipped',
    unit: 'kB',
    ours: 'channel',
    targets: { channel: '≤ 180' },
    rounds: { channel, conversation, 'sign-in': login },
  }
}

function figuresIn({ suites = [], specs = [] }: Suite): Figure[] {
  const attachments = specs
    .flatMap(({ tests }) => tests.flatMap(({ results }) => results))
    .flatMap((result) => result.attachments)
  const own = attachments
    .filter(({ name }) => name === 'figures')
    .flatMap(({ body = '' }) => JSON.parse(Buffer.from(body, 'base64').toString()) as Figure[])
  return [...own, ...suites.flatMap(figuresIn)]
}
