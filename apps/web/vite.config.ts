import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { chunkGroups } from './vite/chunks.ts'
import { emojiDataPlugin } from './vite/emoji-data-plugin.ts'
import { linguiMacros } from './vite/lingui-macros.ts'
import { preloadFontPlugin } from './vite/preload-font-plugin.ts'
import { serviceWorkerPlugin } from './vite/service-worker-plugin.ts'
import { stringsPlugin } from './vite/strings-plugin.ts'

const app = process.env.PARLEY_URL ?? 'http://localhost:3000'

export default defineConfig({
  plugins: [
    react(),
    stringsPlugin(),
    linguiMacros(),
    tailwindcss(),
    emojiDataPlugin(),
    preloadFontPlugin(),
    serviceWorkerPlugin(),
  ],
  server: {
    proxy: {
      '/api': app,
      '/socket.io': { target: app, ws: true },
    },
  },
  build: {
    // The content security policy allows neither data: fonts nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: { output: { codeSplitting: { groups: chunkGroups } } },
    // For scripts/page-weights.ts.
    manifest: true,
  },
})
