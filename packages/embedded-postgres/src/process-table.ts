import { readFile, stat } from 'node:fs/promises'
import { run } from './run.ts'

/** Whether a process with this id runs: one that has ended keeps its id until its parent has asked how. */
export async function isRunning(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return isTaken(pid)
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') X')
  return !/\) [XZ][^)]*$/.test(status)
}

/** Whether anything has this process id. */
export function isTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether this process is a PostgreSQL on `directory`, and not another one that was given the same id since. */
export async function isPostgresOn(directory: string, pid: number): Promise<boolean> {
  try {
    if (process.platform === 'linux') {
      const [name, inside, own] = await Promise.all([
        readFile(`/proc/${pid}/comm`, 'utf8'),
        stat(`/proc/${pid}/cwd`),
        stat(directory),
      ])
      return name.trim() === 'postgres' && inside.dev === own.dev && inside.ino === own.ino
    }
    if (process.platform === 'win32') {
      return (await run('tasklist', ['/FI', `PID eq ${pid}`, '/NH'], {})).includes('postgres.exe')
    }
    return (await run('ps', ['-o', 'command=', '-p', String(pid)], {})).includes(directory)
  } catch {
    return false
  }
}
