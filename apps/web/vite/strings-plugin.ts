import { createCompiledCatalog, getCatalogs } from '@lingui/cli/api'
import { getConfig } from '@lingui/conf'
import type { Plugin, Rolldown } from 'vite'
import { firstScreens } from './chunks.ts'
import { webRoot } from './web-root.ts'

const name = 'virtual:strings/'
const later = '/later'

/**
 * The strings of a language in two parts: what the first screens can say as `virtual:strings/en`, and what else there is
 * as `virtual:strings/en/later`. Whose strings they are is in the catalogs. A missing translation fails the build.
 */
export function stringsPlugin(): Plugin {
  const config = getConfig({ cwd: webRoot })
  let isBuild = false
  return {
    name: 'strings',
    configResolved({ command }) {
      isBuild = command === 'build'
    },
    resolveId: (source) => (source.startsWith(name) ? source : undefined),
    async load(id) {
      if (!id.startsWith(name)) return undefined
      const locale = id.slice(name.length).replace(later, '')
      const [catalog] = await getCatalogs(config)
      if (!catalog) throw new Error('lingui.config.ts names no catalog')
      this.addWatchFile(catalog.getFilename(locale))
      const { messages, missing } = await catalog.getTranslations(locale, { ...config, missingBehavior: 'catalog' })
      if (isBuild && missing.length > 0) {
        const sources = missing.map(({ source }) => source).join('\n')
        throw new Error(`Not translated in ${catalog.getFilename(locale)}:\n${sources}`)
      }
      const origins = (await catalog.read(locale)) ?? {}
      const first = await firstModules(this, isBuild)
      const isFirst = (key: string) => origins[key]?.origin?.some(([file]) => !first || first.has(file)) ?? true
      const wanted = Object.entries(messages).filter(([key]) => isFirst(key) !== id.endsWith(later))
      const { source, errors } = createCompiledCatalog(locale, Object.fromEntries(wanted), { namespace: 'es' })
      const [error] = errors
      if (error) throw error.error
      return { code: source, moduleType: 'js' }
    },
  }
}

/** Every module that the first screens cannot do without, by its path in the web client; all while developing. */
async function firstModules(build: Rolldown.PluginContext, isBuild: boolean): Promise<Set<string> | undefined> {
  if (!isBuild) return undefined
  const root = `${webRoot}/`
  const found = new Set<string>()
  async function follow(id: string): Promise<void> {
    if (!id.startsWith(root) || found.has(id)) return
    found.add(id)
    const { importedIds = [] } = await build.load({ id, resolveDependencies: true })
    await Promise.all(importedIds.map(follow))
  }
  await Promise.all(firstScreens.map((path) => follow(root + path)))
  return new Set([...found].map((id) => id.slice(root.length)))
}
