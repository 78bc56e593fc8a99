import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where collect-on-signal.ts tells what a process has. */
export function memoryFile(pid: number): string {
  return join(tmpdir(), `parley-bench-memory-${pid}`)
}
