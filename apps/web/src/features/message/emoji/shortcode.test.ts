import { expect, it } from 'vitest'
import { findShortcode } from './shortcode.ts'

it.each([
  [':tada:', 'tada', 0],
  ['well done :+1:', '+1', 10],
  ['(:heart_eyes:', 'heart_eyes', 1],
] as const)('%j ends with a shortcode', (text, name, start) => {
  expect(findShortcode(text, text.length)).toEqual({ name, start })
})

it.each(['at 10:30:', 'http://x:80:', '::', ':two words:', ':tada: ', 'tada:'])('%j ends with none', (text) => {
  expect(findShortcode(text, text.length)).toBeUndefined()
})
