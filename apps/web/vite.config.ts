import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { chunkGroups } from './chunks.ts'
import { emojiDataPlugin } from './emoji-data.ts'
import { linguiMacros } from './lingui-macros.ts'
import { preloadFontPlugin } from './preload-font-plugin.ts'
import { serviceWorkerPlugin } from './service-worker-plugin.ts'
import { stringsPlugin } from './strings-plugin.ts'

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
    // For scripts/size.ts.
    manifest: true,
  },
})
