import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

const cores = availableParallelism()
const canPin = cores > 1 && spawnSync('taskset', ['--version']).error === undefined

/** The core of whoever is measured; the load, and PostgreSQL, have the others. */
const SERVING_CORE = '0'
const LOADING_CORES = cores === 2 ? '1' : `1-${cores - 1}`

/** How to start a Node process that is measured: on a core of its own, where the system can do that. */
export const pinnedNode: { execPath: string; args: string[] } = canPin
  ? { execPath: 'taskset', args: ['-c', SERVING_CORE, process.execPath] }
  : { execPath: process.execPath, args: [] }

/** How to start a Node process that has all cores: it measures what takes several, such as a browser. */
export const unpinned: typeof pinnedNode = canPin
  ? { execPath: 'taskset', args: ['-c', `0-${cores - 1}`, process.execPath] }
  : pinnedNode

/** Takes this process, and what it starts, away from the core of those who are measured. */
export function makeWay(): void {
  if (canPin) spawnSync('taskset', ['-a', '-c', '-p', LOADING_CORES, String(process.pid)])
}

/** Runs a file of this folder as a process that is measured. */
export function forkPinned(file: string, args: string[], nodeArgs: string[] = []): ChildProcess {
  const { execPath, args: execArgv } = pinnedNode
  return fork(join(import.meta.dirname, file), args, { execPath, execArgv: [...execArgv, ...nodeArgs] })
}

/** What the process says next. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const [message] = await once(child, 'message')
  return message as Message
}
