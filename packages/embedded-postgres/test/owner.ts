import { startEmbeddedPostgres } from '../src/embedded-postgres.ts'

/** An app in a process of its own, for tests to kill: says how its database is reached and stops on SIGTERM. */
const [, , dataDir = '', settings = '{}'] = process.argv
try {
  const { url, port, pid, stop } = await startEmbeddedPostgres({ dataDir, settings: JSON.parse(settings) })
  process.once('SIGTERM', async () => {
    await stop()
    process.exit()
  })
  process.stdout.write(`${JSON.stringify({ url, port, pid })}\n`)
  process.stdin.resume()
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`)
  process.exitCode = 1
}
