import { spawnSync } from 'node:child_process'

/** Whether a program of the system is there; says so where it is not, because tests are skipped then. */
export function hasProgram(name: string, debianPackage: string): boolean {
  const isThere = spawnSync(name, ['--version']).error === undefined
  if (!isThere) console.warn(`${name} is not installed (Debian: ${debianPackage}): skipping the tests that need it`)
  return isThere
}
