import { readFile } from 'node:fs/promises'

/** Clock ticks a second, of Linux's accounts of processes. */
const TICKS = 100

/** Microseconds of CPU that a process and its children have had; not a number where the system does not tell. */
export async function cpuOf(pid: number): Promise<number> {
  const times = await Promise.all((await family(pid)).map(ticksOf))
  return times.reduce((sum, time) => sum + time, 0) * (1_000_000 / TICKS)
}

/** Bytes of memory of a process and its children, what they share counted once; not a number where it is not told. */
export async function memoryOf(pid: number): Promise<number> {
  const sizes = await Promise.all((await family(pid)).map(proportionalSize))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function family(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return [pid, ...children.split(' ').filter(Boolean).map(Number)]
}

async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // After the program's name, which may contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

async function proportionalSize(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? Number.NaN) * 1024
}
