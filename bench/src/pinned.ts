import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).error === undefined

/**
 * Runs a file of this folder as a process on a core of its own, where the system can do that, so that who makes the load
 * takes nothing from who serves it.
 */
export function forkPinned(file: string, core: number, args: string[]): ChildProcess {
  const path = join(import.meta.dirname, file)
  if (!canPin) return fork(path, args)
  return fork(path, args, { execPath: 'taskset', execArgv: ['-c', String(core), process.execPath] })
}

/** What the process says next. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const [message] = await once(child, 'message')
  return message as Message
}
