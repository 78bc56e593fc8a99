import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

test.each(['/', '/invite/abc', '/channels/1/2?x=1#top'])('goes on to %j', (path) => {
  expect(ownPath(path)).toBe(path)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '',
  7,
])('does not go to %j', (path) => {
  expect(ownPath(path)).toBeUndefined()
})
