import { resolve } from 'node:path'
import type { Environment } from '../config/env.ts'
import { OperatorError } from '../lib/operator-error.ts'

/** What an operator runs beside the app. Standard output is for results alone: a backup may go there. */
export interface Command {
  /** Its arguments, as the usage line shows them. */
  usage: string
  /** @returns the exit code, 0 if nothing else */
  run(args: string[], env: Environment): Promise<number | undefined>
}

/** Arguments that make no sense. */
export class UsageError extends Error {}

/** A path as it was typed: npm runs us in the project's folder, wherever one is. */
export function typedPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}

/** Says something to the person. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Runs something that reads or writes files and turns the system's errors into sentences. */
export async function explainFileErrors<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: NodeJS.ErrnoException) => {
    const reasons: Record<string, string> = {
      ENOENT: 'does not exist',
      EACCES: 'may not be read or written by this user',
      EPERM: 'may not be read or written by this user',
      EISDIR: 'is a folder',
      ENOSPC: 'does not fit on its disk',
      EROFS: 'is on a disk that cannot be written',
    }
    const reason = error.path && reasons[String(error.code)]
    throw reason ? new OperatorError(`${error.path} ${reason}.`, { cause: error }) : error
  })
}
