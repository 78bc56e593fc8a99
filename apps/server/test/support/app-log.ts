import type { TestApp } from './app.ts'

/** What went wrong inside an app so far by its own account, a sentence each. */
export function loggedErrors(app: TestApp): string[] {
  return app
    .log()
    .split('\n')
    .filter((line) => line !== '')
    .map(describe)
}

function describe(line: string): string {
  if (!line.startsWith('{')) return line
  const { msg, err, req } = JSON.parse(line)
  return [req && `${req.method} ${req.url}`, msg, err?.message].filter(Boolean).join(': ')
}
