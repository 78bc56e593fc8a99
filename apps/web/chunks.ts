import type { Rolldown } from 'vite'

/** The modules whose imports make up each stage of the client; wherever one is loaded, those before it are. */
export const stages = {
  start: ['src/main.tsx'],
  'front-door': [
    'src/features/auth/login-page.tsx',
    'src/features/auth/register-page.tsx',
    'src/features/invite/invite-page.tsx',
  ],
  'signed-in': ['src/app/app-shell.tsx'],
}

/**
 * What a stage needs is one file. The bundler does not know that a chat is never without the shell, and would cut both
 * into a hundred pieces, which are slow to fetch and pack badly.
 */
export const chunkGroups = Object.entries(stages).map(
  ([name, paths], index, { length }): Rolldown.CodeSplittingGroup => {
    let needed: Set<string> | undefined
    return {
      name(id, build) {
        needed ??= new Set(paths.flatMap((path) => [...importsOf(`${import.meta.dirname}/${path}`, build)]))
        return needed.has(id) ? name : null
      },
      // What several need belongs to the first.
      priority: length - index,
    }
  },
)

/** They import all that there is, most of which is then left out. */
const barrels = /node_modules\/(radix-ui|lucide-react)\//

/** Every module that one needs, but for those that are loaded when they are wanted. */
function importsOf(id: string, build: Rolldown.ChunkingContext, found = new Set<string>()): Set<string> {
  for (const imported of build.getModuleInfo(id)?.importedIds ?? []) {
    if (found.has(imported) || barrels.test(imported)) continue
    found.add(imported)
    importsOf(imported, build, found)
  }
  return found
}
