import { existsSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { npm } from './npm.mjs'
import { handOver, say } from './run.mjs'

const wanted = 24

/** Whether this Node is new enough. If not, gets one from npm, once, and lets it start over. */
export async function ensureNode() {
  if (Number.parseInt(process.versions.node, 10) >= wanted) return true
  const { platform, arch } = process
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`
  const bin = join(process.cwd(), '.runtime', 'node_modules', name, 'bin')
  const node = join(bin, platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(node)) {
    say(`Installing Node ${wanted} beside this Node ${process.versions.node}`)
    await install(`${name}@${wanted}`)
  }
  const env = { ...process.env, PATH: bin + delimiter + process.env.PATH }
  await handOver(process.argv.slice(1), { node, env })
  return false
}

/** Into another folder first, so that an interruption leaves no half of a Node. */
async function install(spec) {
  const unfinished = '.runtime.new'
  rmSync(unfinished, { recursive: true, force: true })
  const failure = `Parley needs Node ${wanted} or newer, and installing one with npm failed: see https://nodejs.org`
  await npm(['install', '--prefix', unfinished, '--no-save', '--no-package-lock', spec], failure)
  rmSync('.runtime', { recursive: true, force: true })
  renameSync(unfinished, '.runtime')
}
