import { expect, it } from 'vitest'
import { isOnlyEmoji } from './is-only-emoji.ts'

it.each(['😂', '👩‍👩‍👧 👍🏽', '🇪🇸🇪🇸', '1️⃣', '❤️', '😂'.repeat(30)])('%s is large', (content) =>
  expect(isOnlyEmoji(content)).toBe(true),
)
it.each(['1', 'ok 😂', '', '#', '😂'.repeat(31), ':joy:'])('%j is not', (content) =>
  expect(isOnlyEmoji(content)).toBe(false),
)
