import { defineConfig } from 'prisma/config'

// Only Prisma's command line reads this; the app gets its database from src/config/env.ts.
export default defineConfig({
  schema: '../../prisma/schema.prisma',
  migrations: { path: '../../prisma/migrations' },
  ...(process.env.DATABASE_URL && { datasource: { url: process.env.DATABASE_URL } }),
})
