import { expect, test } from 'vitest'
import { splitLinks } from './split-links.ts'

test('addresses are found within a sentence, without what belongs to the sentence', () => {
  expect(splitLinks('I write at https://example.org/a?b=c (see http://example.com/x).')).toEqual([
    { text: 'I write at ' },
    { text: 'https://example.org/a?b=c', href: 'https://example.org/a?b=c' },
    { text: ' (see ' },
    { text: 'http://example.com/x', href: 'http://example.com/x' },
    { text: ').' },
  ])
})

test('nothing else becomes a link', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'https://', 'example.org', '<b>bold</b>']) {
    expect(splitLinks(text)).toEqual([{ text }])
  }
  expect(splitLinks('')).toEqual([])
})
