import { plural, t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'

/** Says what is wrong with a value that somebody typed, or nothing. */
export type Check = (value: string) => string | undefined

const utf8 = new TextEncoder()

/** Code points, as the app counts, so that an emoji of two UTF-16 units counts once. */
const lengthOf = (text: string) => Array.from(text).length

/** Something must be there. */
export const isFilledIn: Check = (value) => (value.trim() === '' ? t`Fill this in` : undefined)

/** At least so many characters and at most so many; spaces around do not count. */
export function hasLength(min: number, max: number): Check {
  return (value) => {
    const length = lengthOf(value.trim())
    if (length === 0 && min > 0) return t`Fill this in`
    if (length < min) {
      return plural(min, { one: 'Must have at least # character', other: 'Must have at least # characters' })
    }
    if (length > max) {
      return plural(max, { one: 'Must have at most # character', other: 'Must have at most # characters' })
    }
    return undefined
  }
}

/** An email address, as far as one can tell before writing to it. */
export const isEmail: Check = (value) => {
  const email = value.trim()
  if (email === '') return t`Fill this in`
  return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(email) && email.length <= limits.email
    ? undefined
    : t`Must be an email address`
}

/** A password that is being set. */
export const isNewPassword: Check = (value) => {
  if (value === '') return t`Fill this in`
  if (lengthOf(value) < limits.passwordMin) {
    return plural(limits.passwordMin, {
      one: 'Must have at least # character',
      other: 'Must have at least # characters',
    })
  }
  return utf8.encode(value).length > limits.passwordMaxBytes ? t`That is too long for a password` : undefined
}
