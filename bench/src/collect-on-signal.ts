import { writeFileSync } from 'node:fs'
import { memoryFile } from './memory-file.ts'

// Loaded before a program whose memory is measured: asked by a signal, it throws its garbage away, and gives the system back
// what was full of it, which is no part of what a connection takes, and tells what is left.
process.on('SIGUSR2', () => {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  const { heapUsed, external } = process.memoryUsage()
  writeFileSync(memoryFile(process.pid), String(heapUsed + external))
})
