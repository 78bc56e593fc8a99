import { setupI18n } from '@lingui/core'
import { expect, test } from 'vitest'
import { isolate, isolateNames } from './isolate.ts'

test.each(['أمينة', 'Ana \u202e', 'דנה 2.0', '👋 شكرا'])('%j is kept from reordering what is around it', (name) => {
  expect(isolate(name)).toBe(`\u2068${name}\u2069`)
})

test.each(['Ana', 'Tomás', 'Kenji 🎧', '小林', ''])('%j is left as it is', (name) => {
  expect(isolate(name)).toBe(name)
})

test('names are isolated in every sentence, numbers are not', () => {
  const i18n = setupI18n({ locale: 'en', messages: { en: {} } })
  isolateNames(i18n)
  const message = '{name}, {count, plural, one {# message} other {# messages}} from {other}'
  const expected = '\u2068أمينة\u2069, 2 messages from Ben'
  const values = { name: 'أمينة', count: 2, other: 'Ben' }
  expect(i18n._({ id: 'news', message, values })).toBe(expected)
  expect(i18n._('news', values, { message })).toBe(expected)
})
