import { describe, expect, it } from 'vitest'
import { countCharacters } from './characters.ts'
import { splitMessage } from './split-message.ts'

describe('a long text', () => {
  it('is cut between paragraphs rather than lines, and lines rather than words', () => {
    expect(splitMessage(`${'a'.repeat(60)}\n\n${'b'.repeat(20)}\n${'c'.repeat(40)}`, 100)).toEqual([
      'a'.repeat(60),
      `${'b'.repeat(20)}\n${'c'.repeat(40)}`,
    ])
    expect(splitMessage(`${'word '.repeat(30)}end`, 100).every((part) => /^(word ?)+(end)?$/.test(part))).toBe(true)
  })

  it('loses nothing, whatever it is made of', () => {
    const text = '😀'.repeat(950)
    const parts = splitMessage(text, 100)
    expect(parts.join('')).toBe(text)
    expect(parts.every((part) => countCharacters(part) <= 100)).toBe(true)
  })

  it('goes on with a code block in the next part', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n')
    const parts = splitMessage(`\`\`\`ts\n${lines}\n\`\`\``, 120)
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) expect(part).toMatch(/^```ts\n[^`]*\n```$/)
    expect(parts.flatMap((part) => part.match(/line \d+/g))).toEqual(lines.split('\n'))
  })
})
