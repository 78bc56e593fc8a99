import { join } from 'node:path'

/** The folder of the web client, wherever the tools are started from. */
export const webRoot = join(import.meta.dirname, '..')
