import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import type { Plugin, Rollup } from 'vite'
import { stages } from './chunks.ts'

const fileName = 'service-worker.js'

/** Characters from which a part of the code is not fetched before it is wanted: data of emoji, languages of code. */
const LARGE = 100_000

/** Builds the service worker beside the app, and tells it what the shell of this build consists of. */
export function serviceWorkerPlugin(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    buildStart() {
      const id = new URL('../service-worker/service-worker.ts', import.meta.url).pathname
      this.emitFile({ type: 'chunk', id, fileName })
    },
    async generateBundle(_options, bundle) {
      const worker = bundle[fileName]
      const entry = Object.values(bundle).find(
        (file): file is Rollup.OutputChunk => file.type === 'chunk' && file.isEntry && file.fileName !== fileName,
      )
      if (worker?.type !== 'chunk' || !entry) throw new Error('There is no service worker or no entry')
      // Other scripts' letters, pictures and what is large and seldom wanted are kept when they are used.
      const isShell = (file: Rollup.OutputAsset | Rollup.OutputChunk) =>
        file.type === 'chunk'
          ? file === entry || file.name in stages || file.code.length < LARGE
          : /\.css$|latin-wght/.test(file.fileName)
      const assets = Object.values(bundle).flatMap((file) => (file !== worker && isShell(file) ? [file.fileName] : []))
      const lasting = (await readdir(new URL('../public', import.meta.url))).filter((name) => !name.startsWith('.'))
      const files = [...assets, ...lasting].map((name) => `/${name}`).sort()
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      const build = { version, entry: `/${entry.fileName}`, files }
      worker.code = worker.code.replaceAll('__PARLEY_BUILD__', JSON.stringify(build))
    },
  }
}
