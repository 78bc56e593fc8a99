import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const launcher = join(import.meta.dirname, '..')
const lock = (version: string) => ({
  packages: {
    '': {},
    'node_modules/express': { version },
    'node_modules/for-another-platform': { version: '1.0.0', optional: true },
  },
})

/** A project in which npm, turbo and the server only write down that they were called. */
let root: string
const running = new Set<ChildProcess>()

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parley-launcher-'))
  await cp(launcher, join(root, 'packages/launcher'), {
    recursive: true,
    filter: (path) => path === launcher || path.endsWith('.mjs'),
  })
  await write('npm-cli.js', fakeNpm)
  await write('fake-turbo', fakeTurbo)
  await write('package.json', '{ "type": "module" }')
  await write('package-lock.json', JSON.stringify(lock('1.0.0')))
  await write('apps/server/src/server.ts', `console.log('serving', process.pid)`)
  for (const file of ['prisma/schema.prisma', 'apps/server/prisma.config.ts', 'tsconfig.base.json', 'turbo.json']) {
    await write(file, '')
  }
  for (const file of ['apps/web/src/main.tsx', 'packages/client/src/api.ts', 'packages/contracts/src/message.ts']) {
    await write(file, '')
  }
})

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
  await rm(root, { recursive: true, force: true })
})

const fakeNpm = `
import { appendFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
const args = process.argv.slice(2)
appendFileSync('calls', 'npm ' + args.join(' ') + '\\n')
console.log('chatter of npm')
if (process.env.NPM_FAILS) process.exit(1)
if (args[0] === 'ci') {
  mkdirSync('node_modules/turbo/bin', { recursive: true })
  cpSync('fake-turbo', 'node_modules/turbo/bin/turbo')
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  delete packages['node_modules/for-another-platform']
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }))
} else {
  const bin = args[args.indexOf('--prefix') + 1] + '/node_modules/' + args.find((arg) => arg.endsWith('@24')).split('@')[0] + '/bin'
  mkdirSync(bin, { recursive: true })
  symlinkSync(process.execPath, bin + '/node')
}
`
const fakeTurbo = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs')
appendFileSync('calls', 'turbo ' + process.argv.slice(2).join(' ') + '\\n')
console.log('chatter of turbo')
mkdirSync('apps/server/src/generated', { recursive: true })
mkdirSync('apps/web/dist', { recursive: true })
writeFileSync('apps/web/dist/index.html', '')
`

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), content)
}

/** What was called since the last time. */
async function calls(): Promise<string[]> {
  const log = join(root, 'calls')
  const lines = await readFile(log, 'utf8').catch(() => '')
  await rm(log, { force: true })
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' ').slice(0, 3).join(' '))
}

function launch(command: string, env: Record<string, string> = {}, nodeOptions: string[] = []) {
  const { npm_lifecycle_event, ...rest } = process.env
  const child = spawn(process.execPath, [...nodeOptions, join(root, 'packages/launcher/launch.mjs'), command], {
    cwd: tmpdir(),
    env: { ...rest, npm_execpath: join(root, 'npm-cli.js'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  return child
}

async function run(...options: Parameters<typeof launch>) {
  const child = launch(...options)
  const [said, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { said: said.replace(/serving \d+/, 'serving'), complaints, code }
}

describe('the first start', () => {
  it('installs, builds and serves, saying each step and nothing else', async () => {
    expect(await run('start')).toEqual({
      said: 'Installing packages\nBuilding the web app\nserving\n',
      complaints: '',
      code: 0,
    })
    expect(await calls()).toEqual(['npm ci --include=dev', 'turbo run build'])
  })

  it('gets a new Node from npm once, and runs on with it', async () => {
    const old = `--import=data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.1.0'}})`
    const { said } = await run('start', {}, [old])
    expect(said).toBe(
      'Installing Node 24 beside this Node 20.1.0\nInstalling packages\nBuilding the web app\nserving\n',
    )
    expect(await calls()).toEqual(['npm install --prefix', 'npm ci --include=dev', 'turbo run build'])
    expect((await run('start', {}, [old])).said).toBe('serving\n')
    expect(await calls()).toEqual([])
  })

  it('shows what npm said, and one sentence, when installing fails', async () => {
    const { said, complaints, code } = await run('start', { NPM_FAILS: '1' })
    expect(said).toBe('Installing packages\n')
    expect(complaints).toBe('chatter of npm\nInstalling the packages with npm ci failed\n')
    expect(code).toBe(1)
  })
})

describe('a later start', () => {
  beforeEach(async () => {
    await run('start')
    await calls()
  })

  it('goes straight through', async () => {
    expect((await run('start')).said).toBe('serving\n')
    expect(await calls()).toEqual([])
  })

  it("runs an operator's command, with its arguments, without building the web client", async () => {
    await write('apps/server/src/cli/main.ts', 'console.log(process.argv.slice(2).join())')
    await rm(join(root, 'apps/web/dist'), { recursive: true })
    expect(await run('backup')).toMatchObject({ said: 'backup\n', complaints: 'Generating the database client\n' })
    await calls()
    expect((await run('verify')).said).toBe('verify\n')
    expect(await calls()).toEqual([])
  })

  it('installs again when the lock file has changed', async () => {
    await write('package-lock.json', JSON.stringify(lock('1.0.1')))
    await run('start')
    expect(await calls()).toContain('npm ci --include=dev')
  })

  it('installs again when installing was interrupted', async () => {
    await rm(join(root, 'node_modules/.package-lock.json'))
    await run('start')
    expect(await calls()).toContain('npm ci --include=dev')
  })

  it.each(['apps/web/src/main.tsx', 'packages/contracts/src/message.ts', 'prisma/schema.prisma'])(
    'builds again when %s has changed',
    async (file) => {
      await utimes(join(root, file), new Date(), new Date(0))
      await run('start')
      expect(await calls()).toEqual(['turbo run build'])
    },
  )

  it('builds again when what was built is gone', async () => {
    await rm(join(root, 'apps/web/dist'), { recursive: true })
    await run('start')
    expect(await calls()).toEqual(['turbo run build'])
  })

  it('does not build when only the server has changed', async () => {
    await write('apps/server/src/server.ts', `console.log('serving', 'differently')`)
    await run('start')
    expect(await calls()).toEqual([])
  })

  it('gives the exit code of the app', async () => {
    await write('apps/server/src/server.ts', 'process.exitCode = 7')
    expect((await run('start')).code).toBe(7)
    expect((await run('start', { npm_lifecycle_event: 'start' })).code).toBe(7)
  })

  it.each([{}, { npm_lifecycle_event: 'start' }])('passes signals on to the app (%o)', async (env) => {
    await write('apps/server/src/server.ts', stoppable)
    const child = launch('start', env)
    const lines = createInterface(child.stdout)
    await once(lines, 'line')
    child.kill('SIGTERM')
    const [[line], [code]] = await Promise.all([once(lines, 'line'), once(child, 'exit')])
    expect(line).toBe('stopped by SIGTERM')
    expect(code).toBe(3)
  })

  it('stops the app when npm goes without telling us', async () => {
    await write('apps/server/src/server.ts', stoppable)
    const command = `"${process.execPath}" packages/launcher/launch.mjs start; true`
    const env = { ...process.env, npm_lifecycle_event: 'start' }
    const shell = spawn('sh', ['-c', command], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
    running.add(shell)
    const lines = createInterface(shell.stdout)
    await once(lines, 'line')
    shell.kill('SIGTERM')
    expect(await once(lines, 'line')).toEqual(['stopped by SIGTERM'])
  })
})

const stoppable = `
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => {
  console.log('stopped by ' + signal)
  process.exit(3)
})
setInterval(() => {}, 1000)
console.log('serving')
`

it('says how it is used when asked for something else', async () => {
  const { complaints, code } = await run('constructor')
  expect(complaints).toBe(
    'Usage: node packages/launcher/launch.mjs start|test|dev|test:e2e|bench|screenshots|backup|restore|verify|doctor|user\n',
  )
  expect(code).toBe(1)
})
