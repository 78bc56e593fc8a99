import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const stored = z.object({ sessionSecret: z.string().min(32), jwtSecret: z.string().min(32) })

/**
 * The keys that sign cookies and access tokens: the operator's, or ones made once and kept, for the owner alone to read,
 * in `secrets.json` of the data folder.
 */
export async function readSecrets(
  dataDir: string,
  given: { sessionSecret: string | undefined; jwtSecret: string | undefined },
): Promise<{ sessionSecret: string; jwtSecret: string }> {
  const { sessionSecret, jwtSecret } = given
  if (sessionSecret && jwtSecret) return { sessionSecret, jwtSecret }
  const kept = await readOrCreate(dataDir)
  return { sessionSecret: sessionSecret ?? kept.sessionSecret, jwtSecret: jwtSecret ?? kept.jwtSecret }
}

async function readOrCreate(dataDir: string): Promise<z.infer<typeof stored>> {
  const file = join(dataDir, 'secrets.json')
  const fresh = {
    sessionSecret: randomBytes(32).toString('base64url'),
    jwtSecret: randomBytes(32).toString('base64url'),
  }
  await mkdir(dataDir, { recursive: true })
  try {
    await writeFile(file, `${JSON.stringify(fresh, null, 2)}\n`, { flag: 'wx', mode: 0o600 })
    return fresh
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return stored.parse(JSON.parse(await readFile(file, 'utf8')))
  }
}
