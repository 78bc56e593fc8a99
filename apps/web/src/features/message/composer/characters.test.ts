import { expect, it } from 'vitest'
import { countCharacters, firstCharacters } from './characters.ts'

it('counts what people see as one character once', () => {
  expect(countCharacters(' a😀 ')).toBe(2)
  expect(firstCharacters('a😀b', 2)).toBe('a😀')
})
