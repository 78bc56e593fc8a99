import { once } from 'node:events'
import { constants } from 'node:fs'
import { access, readFile, stat, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import type { Environment } from '../../config/env.ts'
import { type Finding, ok, problem, reasonOf, warning } from './finding.ts'

const wantedNode = 24
const GIGABYTE = 1e9
/** An instance holds one for each connection. */
const fewFiles = 4096

/** Whether this Node runs Parley. */
export function checkNode(): Finding {
  const { node } = process.versions
  if (Number.parseInt(node, 10) >= wantedNode) return ok(`Node ${node}`)
  return problem(`Node ${node} is too old`, `install Node ${wantedNode}, or start by npm, which brings it`)
}

/** How many connections the system lets the process have; nothing where it does not say. */
export async function checkOpenFiles(): Promise<Finding[]> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const limit = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1])
  if (!limit) return []
  if (limit >= fewFiles) return [ok(`Open files: up to ${limit}`)]
  return [
    warning(`Open files: no more than ${limit}, which bounds the connections`, 'raise it (ulimit -n, LimitNOFILE)'),
  ]
}

/** Whether the data folder can be written, and has room. */
export async function checkDataFolder({ dataDir }: Environment): Promise<Finding[]> {
  const folder = await nearestFolder(dataDir)
  const findings: Finding[] = []
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    findings.push(ok(folder === dataDir ? `Data folder ${dataDir}` : `Data folder ${dataDir}, made at the first start`))
  } catch (error) {
    const advice = 'run this as the user that Parley runs as, give the folder to that user, or set PARLEY_DATA_DIR'
    findings.push(problem(`Data folder ${dataDir}: ${reasonOf(error)}`, advice))
  }
  const { bavail, blocks, bsize } = await statfs(folder)
  const [free, all] = [bavail * bsize, blocks * bsize]
  const what = `Disk: ${gigabytes(free)} of ${gigabytes(all)} free at ${folder}`
  const advice = 'make room, or move the data folder: without any, nothing can be stored'
  if (free < GIGABYTE / 4) findings.push(problem(what, advice))
  else if (free < 2 * GIGABYTE || free < all / 20) findings.push(warning(what, advice))
  else findings.push(ok(what))
  return findings
}

const gigabytes = (bytes: number) => `${(bytes / GIGABYTE).toFixed(1)} GB`

async function nearestFolder(path: string): Promise<string> {
  const exists = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
  return exists || dirname(path) === path ? path : nearestFolder(dirname(path))
}

/** @returns also whether the app runs */
export async function checkPort({ host = '0.0.0.0', port }: Environment): Promise<{ finding: Finding; isUp: boolean }> {
  const url = `http://${/^(0\.0\.0\.0|::)$/.test(host) ? '127.0.0.1' : host}:${port}/readyz`
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
  const state = (await response?.json().catch(() => undefined)) as { status?: string; checks?: object } | undefined
  if (state?.status === 'ready') return { finding: ok(`Port ${port}: Parley runs and is ready`), isUp: true }
  if (state?.status) {
    const what = `Port ${port}: Parley runs, but is ${state.status} (${JSON.stringify(state.checks)})`
    return { finding: problem(what, 'see its log, and what is said below'), isUp: true }
  }
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
    return { finding: ok(`Port ${port} is free; Parley does not run`), isUp: false }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const what = code === 'EADDRINUSE' ? `Port ${port} is used by something else` : `Port ${port}: ${reasonOf(error)}`
    return { finding: problem(what, 'stop that, or set PORT (and HOST) to where Parley may listen'), isUp: false }
  } finally {
    server.close()
  }
}
