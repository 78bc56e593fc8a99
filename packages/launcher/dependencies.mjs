import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './npm.mjs'
import { say } from './run.mjs'

/** Installs what package-lock.json lists, unless exactly that is installed. */
export async function ensureDependencies() {
  if (isInstalled()) return
  say('Installing packages')
  await npm(['ci', '--include=dev'], 'Installing the packages with npm ci failed')
}

/** npm writes down what it has installed as the last thing it does. */
function isInstalled() {
  try {
    const wanted = read('package-lock.json')
    const actual = read(join('node_modules', '.package-lock.json'))
    return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
      if (!path.includes('node_modules/')) return true
      // Packages for other platforms are not installed.
      return actual[path] ? actual[path].version === version : optional || devOptional || peer
    })
  } catch {
    return false
  }
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}
