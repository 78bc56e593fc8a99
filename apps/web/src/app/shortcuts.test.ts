import { expect, it } from 'vitest'
import { matchShortcut, shortcutKeys, shortcuts } from './shortcuts.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

it('knows a shortcut by exactly its keys', () => {
  expect(matchShortcut(press('k', { ctrlKey: true }), false)).toBe('quick-switcher')
  expect(matchShortcut(press('K', { ctrlKey: true }), false)).toBe('quick-switcher')
  expect(matchShortcut(press('k'), false)).toBeUndefined()
  expect(matchShortcut(press('k', { ctrlKey: true, altKey: true }), false)).toBeUndefined()
  expect(matchShortcut(press('ArrowDown', { altKey: true, shiftKey: true }), false)).toBe('next-unread')
})

it('takes the command key on Apple’s machines and the control key elsewhere', () => {
  expect(matchShortcut(press('k', { metaKey: true }), true)).toBe('quick-switcher')
  expect(matchShortcut(press('k', { ctrlKey: true }), true)).toBeUndefined()
  expect(matchShortcut(press('k', { metaKey: true }), false)).toBeUndefined()
})

it('finds the slash where it takes Shift to write it', () => {
  expect(matchShortcut(press('/', { ctrlKey: true, shiftKey: true }), false)).toBe('help')
})

it('leaves to the composer what only it understands', () => {
  expect(matchShortcut(press('Enter'), false)).toBeUndefined()
  expect(matchShortcut(press('ArrowUp'), false)).toBeUndefined()
})

it('gives no keys to two things', () => {
  const combinations = Object.values(shortcuts).map(({ keys }) => JSON.stringify(Object.entries(keys).sort()))
  expect(new Set(combinations).size).toBe(combinations.length)
})

it('writes keys as they are on the keyboard', () => {
  expect(shortcutKeys('next-unread', true)).toEqual(['⌥', '⇧', '↓'])
  expect(shortcutKeys('next-server', false)).toEqual(['Ctrl', 'Alt', '↓'])
})
