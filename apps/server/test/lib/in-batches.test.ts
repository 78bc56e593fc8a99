import { expect, test } from 'vitest'
import { inBatches } from '../../src/lib/in-batches.ts'

test('what is asked for in one turn is loaded at once, and what is asked for later is loaded anew', async () => {
  const asked: string[][] = []
  let suffix = 1
  const load = inBatches(async (keys) => {
    asked.push(keys)
    const read = suffix
    return (key) => `${key}${read}`
  })
  expect(await Promise.all([load('a'), load('b'), load('a')])).toEqual(['a1', 'b1', 'a1'])
  suffix = 2
  expect(await Promise.all([load('a'), load('c')])).toEqual(['a2', 'c2'])
  expect(asked).toEqual([
    ['a', 'b'],
    ['a', 'c'],
  ])
})

test('a failure reaches everybody who asked, and nobody who asks afterwards', async () => {
  let isAway = true
  const load = inBatches(async () => {
    if (isAway) throw new Error('away')
    return (key) => key
  })
  const answers = await Promise.allSettled([load('a'), load('b')])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isAway = false
  expect(await load('a')).toBe('a')
})
