import { expect, it } from 'vitest'
import { neighbour } from './neighbours.ts'

const items = ['a', 'b', 'c', 'd']
const at = (current: string) => (item: string) => item === current

it('goes on, back and around the ends', () => {
  expect(neighbour(items, at('b'), 1)).toBe('c')
  expect(neighbour(items, at('b'), -1)).toBe('a')
  expect(neighbour(items, at('d'), 1)).toBe('a')
  expect(neighbour(items, at('a'), -1)).toBe('d')
})

it('begins at an end where nothing is current', () => {
  expect(neighbour(items, () => false, 1)).toBe('a')
  expect(neighbour(items, () => false, -1)).toBe('d')
})

it('passes over what does not fit, and finds nothing where nothing does', () => {
  expect(neighbour(items, at('b'), 1, (item) => item === 'a')).toBe('a')
  expect(neighbour(items, at('b'), 1, (item) => item === 'b')).toBeUndefined()
  expect(neighbour([], () => false, 1)).toBeUndefined()
})
