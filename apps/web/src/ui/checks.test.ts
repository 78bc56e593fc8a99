import { describe, expect, it } from 'vitest'
import { hasLength, isEmail, isNewPassword } from './checks.ts'

describe('lengths', () => {
  it('are counted in code points, without the spaces around', () => {
    expect(hasLength(2, 3)('  🌿🌿🌿 ')).toBeUndefined()
    expect(hasLength(2, 3)('🌿🌿🌿🌿')).toBe('Must have at most 3 characters')
    expect(hasLength(2, 3)('🌿')).toBe('Must have at least 2 characters')
  })

  it('ask for what is missing only where something must be there', () => {
    expect(hasLength(1, 3)('  ')).toBe('Fill this in')
    expect(hasLength(0, 3)('  ')).toBeUndefined()
  })
})

describe('an email address', () => {
  it.each(['ana@example.org', ' ana+parley@mail.example.co.uk '])('may be %s', (email) => {
    expect(isEmail(email)).toBeUndefined()
  })
  it.each(['ana', 'ana@', '@example.org', 'ana@example', 'an a@example.org'])('may not be %s', (email) => {
    expect(isEmail(email)).toBe('Must be an email address')
  })
})

describe('a new password', () => {
  it('has as many bytes as are compared, no more', () => {
    expect(isNewPassword('a'.repeat(72))).toBeUndefined()
    expect(isNewPassword('é'.repeat(37))).toBe('That is too long for a password')
    expect(isNewPassword('short')).toBe('Must have at least 8 characters')
  })
})
