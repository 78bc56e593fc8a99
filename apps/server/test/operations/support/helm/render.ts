import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasProgram } from '../../../support/program.ts'

export type Values = Record<string, unknown>

export interface Rendering {
  /** What the chart's own values and those given make together. */
  values: Values
  /** Text by the name of its template. */
  files: Record<string, string>
  /** Why there are none. */
  error?: string
}

// Where Debian has Go's packages.
const packages = '/usr/share/gocode'

/** Whether charts can be rendered here: by what Helm itself is made of. */
export const canRender =
  hasProgram('go', 'golang-go') &&
  ['github.com/Masterminds/sprig', 'sigs.k8s.io/yaml'].every((name) => {
    const isThere = existsSync(join(packages, 'src', name))
    if (!isThere) console.warn(`Go's ${name} is not installed: skipping the tests of the Helm chart`)
    return isThere
  })

/** Renders a chart once for each of these values. */
export function renderChart(chart: string, cases: Values[]): Rendering[] {
  const { stdout, stderr, status } = spawnSync('go', ['run', 'main.go'], {
    cwd: import.meta.dirname,
    input: JSON.stringify({ chart, cases }),
    encoding: 'utf8',
    env: {
      GOCACHE: join(tmpdir(), 'parley-go'),
      ...process.env,
      GO111MODULE: 'off',
      GOPATH: packages,
      CGO_ENABLED: '0',
    },
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}
