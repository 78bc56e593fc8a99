import { expect, it } from 'vitest'
import { findTrigger } from './find-trigger.ts'

it.each([
  ['@', 'person', ''],
  ['hi @an', 'person', 'an'],
  ['(@ana.b', 'person', 'ana.b'],
  ['see #gen', 'channel', 'gen'],
  ['wow :joy', 'emoji', 'joy'],
  ['one\n:+1', 'emoji', '+1'],
] as const)('%j names a %s', (text, kind, query) => {
  expect(findTrigger(text, text.length)).toEqual({ kind, query, start: text.length - query.length - 1 })
})

it.each(['me@example', 'a#b', 'at 10:30', ':j', ':', 'http://x', '@ana ', ''])('%j names nothing', (text) =>
  expect(findTrigger(text, text.length)).toBeUndefined(),
)

it('looks at the caret, not at the end', () => {
  expect(findTrigger('@an is here', 3)).toEqual({ kind: 'person', query: 'an', start: 0 })
})
