/**
 * How much a first visit of each page loads, gzipped: all scripts and styles, with the strings of one language, without
 * fonts and pictures. Wants a build.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Manifest } from 'vite'

const shell = ['index.html', 'virtual:strings/en']
const later = 'virtual:strings/en/later'
const signedIn = [...shell, 'src/app/app-shell.tsx']
const inServer = [...signedIn, 'src/features/server/server-layout.tsx']
const atHome = [...signedIn, 'src/app/home-layout.tsx']

interface Page {
  /** The modules that its routes load. */
  modules: string[]
  /** Kilobytes. A page may become smaller; what makes it larger has to be worth it. */
  budget: number
}

/** The first screens, and what they may weigh. */
export const pages: Record<string, Page> = {
  login: { modules: [...shell, 'src/features/auth/login-page.tsx'], budget: 125 },
  register: { modules: [...shell, 'src/features/auth/register-page.tsx'], budget: 125 },
  invite: { modules: [...shell, 'src/features/invite/invite-page.tsx'], budget: 125 },
  home: { modules: [...atHome, 'src/app/home-page.tsx'], budget: 148 },
  conversation: { modules: [...atHome, 'src/app/conversation-page.tsx'], budget: 180 },
  channel: { modules: [...inServer, 'src/features/channel/channel-page.tsx'], budget: 180 },
  settings: {
    modules: [
      ...signedIn,
      later,
      'src/features/settings/settings-layout.tsx',
      'src/features/settings/profile-section.tsx',
    ],
    budget: 160,
  },
  'server settings': {
    modules: [
      ...signedIn,
      later,
      'src/features/server/server-settings-layout.tsx',
      'src/features/server/overview-section.tsx',
    ],
    budget: 160,
  },
}

const dist = join(import.meta.dirname, '../dist')
let read: Manifest | undefined

function manifest(): Manifest {
  read ??= JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest
  return read
}

function filesOf(modules: string[], seen = new Set<string>()): Set<string> {
  const files = new Set<string>()
  for (const name of modules) {
    if (seen.has(name)) continue
    seen.add(name)
    const chunk = manifest()[name]
    if (!chunk) throw new Error(`The build has no ${name}: say in scripts/page-weights.ts what took its place`)
    for (const file of [chunk.file, ...(chunk.css ?? []), ...filesOf(chunk.imports ?? [], seen)]) files.add(file)
  }
  return files
}

/** The files that a first visit of a page loads, and their bytes gzipped, the largest first. */
export function weigh({ modules }: Page): { file: string; size: number }[] {
  const weighed = [...filesOf(modules)].map((file) => ({ file, size: gzipSync(readFileSync(join(dist, file))).length }))
  return weighed.sort((a, b) => b.size - a.size)
}
