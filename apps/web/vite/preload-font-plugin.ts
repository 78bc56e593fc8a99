import type { Plugin } from 'vite'

/** Has the letters that every page needs fetched along with the styles, and not only once there is text. */
export function preloadFontPlugin(): Plugin {
  return {
    name: 'preload-font',
    apply: 'build',
    transformIndexHtml(_html, { bundle = {} }) {
      const font = Object.keys(bundle).find((name) => /latin-wght.*\.woff2$/.test(name))
      if (!font) throw new Error('There is no font')
      const attrs = { rel: 'preload', href: `/${font}`, as: 'font', type: 'font/woff2', crossorigin: true }
      return [{ tag: 'link', attrs, injectTo: 'head' }]
    },
  }
}
