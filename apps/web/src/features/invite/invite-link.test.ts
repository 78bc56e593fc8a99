import { expect, test } from 'vitest'
import { inviteCodeIn } from './invite-link.ts'

test.each([
  ['https://chat.example.org/invite/aB3xY9', 'aB3xY9'],
  ['chat.example.org/invite/aB3xY9?from=mail#top', 'aB3xY9'],
  ['Come over: http://localhost:3000/invite/aB3xY9 !', 'aB3xY9'],
  ['  aB3xY9 ', 'aB3xY9'],
])('finds the code in %j', (pasted, code) => {
  expect(inviteCodeIn(pasted)).toBe(code)
})
