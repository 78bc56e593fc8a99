import type { Rolldown } from 'vite'
import { webRoot } from './web-root.ts'

interface Stage {
  /** The modules whose imports make it up; they themselves are files of their own. */
  of: string[]
  /** The stage that is always there before it. */
  after?: string
  /** Its modules are not all needed at once: what only it needs is left to the bundler. */
  isLoose?: boolean
}

/** What is loaded together. */
export const stages: Record<string, Stage> = {
  start: { of: ['src/main.tsx'] },
  'front-door': {
    of: [
      'src/features/auth/login-page.tsx',
      'src/features/auth/register-page.tsx',
      'src/features/invite/invite-page.tsx',
    ],
    after: 'start',
  },
  'signed-in': { of: ['src/app/app-shell.tsx'], after: 'start' },
  home: { of: ['src/app/home-layout.tsx'], after: 'signed-in' },
  server: { of: ['src/features/server/server-layout.tsx'], after: 'signed-in' },
  conversation: { of: ['src/app/conversation-page.tsx'], after: 'home' },
  channel: { of: ['src/features/channel/channel-page.tsx'], after: 'server' },
  settings: {
    of: ['src/features/settings/settings-layout.tsx', 'src/features/server/server-settings-layout.tsx'],
    after: 'signed-in',
  },
  forms: {
    of: [
      'src/features/server/overview-section.tsx',
      'src/features/settings/account-section.tsx',
      'src/features/settings/profile-section.tsx',
    ],
    after: 'signed-in',
  },
  sections: {
    of: [
      'src/app/home-page.tsx',
      'src/features/call/voice-section.tsx',
      'src/features/channel/channels-section.tsx',
      'src/features/invite/invite-section.tsx',
      'src/features/member/members-section.tsx',
      'src/features/notification/notifications-section.tsx',
      'src/features/server/server-index.tsx',
      'src/features/settings/appearance-section.tsx',
      'src/features/settings/sessions-section.tsx',
    ],
    after: 'signed-in',
    isLoose: true,
  },
  panels: {
    of: ['src/ui/dialog.tsx', 'src/ui/menu-panel.tsx', 'src/ui/popover-panel.tsx', 'src/ui/tooltip-panel.tsx'],
    after: 'start',
  },
}

/** What people come to first; the strings of everything else come later. */
export const firstScreens = [
  ...['start', 'front-door', 'signed-in', 'home', 'server', 'conversation', 'channel'].flatMap(
    (name) => stages[name]?.of ?? [],
  ),
  'src/app/home-page.tsx',
  'src/features/server/server-index.tsx',
]

const names = Object.keys(stages)
const roots = Object.values(stages).flatMap(({ of }) => of.map((path) => `${webRoot}/${path}`))

/**
 * What a stage alone needs is one file, and so is what the same several need. The bundler does not know that a chat is
 * never without the shell, and would cut both into a hundred pieces, which are slow to fetch and pack badly.
 *
 * A group takes along what its modules import. That is needed at least as widely: so the widest come first.
 */
export const chunkGroups = names.map((_, index): Rolldown.CodeSplittingGroup => {
  const width = names.length - index
  return {
    debugName: `needed by ${width} stages`,
    name(id, build) {
      const needing = stagesOf(id, build)
      const [first = ''] = needing
      if (needing.length !== width || (width === 1 && stages[first]?.isLoose)) return null
      // The others follow from these.
      return needing.filter((name) => !needing.includes(stages[name]?.after ?? '')).join('-')
    },
    priority: width,
  }
})

let needed: Map<string, Set<string>> | undefined

/** The stages that cannot do without a module, or come after one that cannot. */
function stagesOf(id: string, build: Rolldown.ChunkingContext): string[] {
  needed ??= new Map(names.map((name) => [name, importsOf(stages[name]?.of ?? [], build)]))
  const isNeededBy = (name: string | undefined): boolean =>
    name !== undefined && (needed?.get(name)?.has(id) || isNeededBy(stages[name]?.after))
  return names.filter(isNeededBy)
}

/** Every module that these need, but for those that are loaded when they are wanted. */
function importsOf(paths: string[], build: Rolldown.ChunkingContext): Set<string> {
  const found = new Set<string>()
  function follow(id: string): void {
    for (const imported of importedBy(id, build)) {
      if (found.has(imported)) continue
      found.add(imported)
      follow(imported)
    }
  }
  for (const path of paths) follow(`${webRoot}/${path}`)
  for (const root of roots) found.delete(root)
  return found
}

/** They export all that there is, most of which is left out. */
const barrels = { 'lucide-react': /\/lucide-react\.mjs$/, 'radix-ui': /\/radix-ui\/dist\/index\.mjs$/ }

function importedBy(id: string, build: Rolldown.ChunkingContext): string[] {
  const { code, importedIds = [] } = build.getModuleInfo(id) ?? {}
  return importedIds.flatMap((imported) => {
    const [name] = Object.entries(barrels).find(([, file]) => file.test(imported)) ?? []
    return name ? takenOut(name, code ?? '', imported, build) : imported
  })
}

/** What a module takes out of a barrel. */
function takenOut(name: string, code: string, barrel: string, build: Rolldown.ChunkingContext): string[] {
  const { code: list, importedIds = [] } = build.getModuleInfo(barrel) ?? {}
  const [, imports = ''] = new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*["']${name}["']`).exec(code) ?? []
  return imports.split(',').flatMap((entry) => {
    const [part = ''] = entry.trim().split(/\s/)
    const from = part && new RegExp(`\\bas ${part}\\b[^}\\n]*\\}? from ["']\\.?/?([^"']+)`).exec(list ?? '')?.[1]
    return importedIds.filter((id) => from && id.includes(`/${from}`))
  })
}
