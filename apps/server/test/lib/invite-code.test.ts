import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { createInviteCode, isPlausibleInviteCode, setUpInviteCodes } from '../../src/lib/invite-code.ts'

beforeEach(() => setUpInviteCodes('a key of the instance'))

test('recognises its own codes, which are 12 letters and digits that nobody mistakes for each other', () => {
  for (let count = 0; count < 200; count++) {
    const code = createInviteCode()
    expect(code).toMatch(/^[A-HJ-NP-Za-km-z2-9]{12}$/)
    expect(isPlausibleInviteCode(code)).toBe(true)
  }
})

test('does not make a code twice', () => {
  const codes = Array.from({ length: 2000 }, createInviteCode)
  expect(new Set(codes).size).toBe(codes.length)
})

test('refuses a code in which one character is another', () => {
  const code = createInviteCode()
  for (let index = 0; index < code.length; index++) {
    const other = code[index] === 'A' ? 'B' : 'A'
    expect(isPlausibleInviteCode(code.slice(0, index) + other + code.slice(index + 1))).toBe(false)
  }
})

test('refuses guesses of any kind without throwing', () => {
  const guess = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.stringMatching(/^\w{12}$/),
    fc.constantFrom('', '            ', 'é'.repeat(12), '\u{1F980}'.repeat(6), 'constructor!', '__proto____'),
  )
  fc.assert(fc.property(guess, (code) => isPlausibleInviteCode(code) === false))
})

test('codes of another instance are refused', () => {
  const code = createInviteCode()
  setUpInviteCodes('a key of another instance')
  expect(isPlausibleInviteCode(code)).toBe(false)
})
