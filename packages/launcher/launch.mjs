// Stands between `npm start` and the app, also on machines with an old Node or with nothing installed yet. So this
// package has no dependencies and is written in what Node 18 understands.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureNode } from './node.mjs'
import { handOver, runTogether, sayOnStandardError } from './run.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const server = join('apps', 'server', 'src', 'server.ts')
const cli = join('apps', 'server', 'src', 'cli', 'main.ts')
const program = (...path) => join(root, 'node_modules', ...path)

/** What an operator runs beside the app. */
const operations = ['backup', 'restore', 'verify', 'doctor', 'user']

const commands = {
  async start(args) {
    await ensureBuilt('build')
    // A second start need not compile everything again.
    const env = { NODE_COMPILE_CACHE: program('.cache', 'parley', 'compiled'), ...process.env }
    await handOver([server, ...args], { env })
  },
  async test(args) {
    await ensureBuilt('generate')
    await handOver([program('vitest', 'vitest.mjs'), 'run', ...args])
  },
  async dev() {
    await ensureBuilt('generate')
    const env = { PARLEY_URL: `http://localhost:${process.env.PORT ?? 3000}`, ...process.env }
    await runTogether([
      { args: ['--watch', '--watch-preserve-output', server], cwd: root },
      { args: [program('vite', 'bin', 'vite.js'), '--clearScreen', 'false'], cwd: join(root, 'apps', 'web'), env },
    ])
  },
  async 'test:e2e'(args) {
    await runBrowsers(join('apps', 'web', 'playwright.config.ts'), args)
  },
  async bench(args) {
    await ensureBuilt('build')
    await handOver([join('bench', 'src', 'main.ts'), ...args])
  },
  async screenshots(args) {
    await runBrowsers(join('apps', 'web', 'gallery', 'playwright.config.ts'), args)
  },
  ...Object.fromEntries(operations.map((name) => [name, operate(name)])),
}

function operate(name) {
  return async (args) => {
    await ensureBuilt('generate')
    await handOver([cli, name, ...args])
  }
}

async function runBrowsers(config, args) {
  await ensureBuilt('build')
  await handOver([program('@playwright', 'test', 'cli.js'), 'test', '-c', config, ...args])
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
process.chdir(root)
if (operations.includes(name)) sayOnStandardError()
try {
  if (!command) throw new Error(`Usage: node packages/launcher/launch.mjs ${Object.keys(commands).join('|')}`)
  if (await ensureNode()) {
    await ensureDependencies()
    await command(args)
  }
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
