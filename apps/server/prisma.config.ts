import { defineConfig } from 'prisma/config'

// Only Prisma's command line reads this; the app gets its database from src/config/env.ts.

// Generating needs no engine: any file here spares the download of one.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: '../../prisma/schema.prisma',
  migrations: { path: '../../prisma/migrations' },
  ...(process.env.DATABASE_URL && { datasource: { url: process.env.DATABASE_URL } }),
})
