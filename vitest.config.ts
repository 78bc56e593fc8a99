import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Test files that run at a time: one more than there are cores, because they wait for processes and clocks a good part of
// their time, and no more than the connections of the one PostgreSQL will do for. Projects do not inherit `maxWorkers`
// from here, but all of them read this.
process.env.VITEST_MAX_WORKERS ??= String(Math.min(availableParallelism() + 1, 8))

/** Which files take minutes, and which take many seconds. */
const SLOW = [/-crash\.test/, /\/test\/(?:cluster|operations|pipeline)\//]

/** The slowest files first, so that none of them runs on when all others are done. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = SLOW.findIndex((slow) => slow.test(moduleId))
      return index < 0 ? SLOW.length : index
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    projects: ['apps/*/vitest*.config.ts', 'packages/*/vitest.config.ts'],
    sequence: { sequencer: SlowFirst },
  },
})
