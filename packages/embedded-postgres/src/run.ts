import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Account } from './account.ts'

const execute = promisify(execFile)

/** Runs one of PostgreSQL's programs to its end and gives what it printed; fails with what it complained about. */
export async function run(program: string, args: string[], options: { cwd?: string; account?: Account | undefined }) {
  try {
    const { stdout } = await execute(program, args, { cwd: options.cwd, windowsHide: true, ...options.account })
    return stdout
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    throw new Error(complaint || String(error), { cause: error })
  }
}
