import { z } from 'zod'

const INT64_MAX = 9_223_372_036_854_775_807n

/** A Discord-layout snowflake as a decimal string: 42-bit milliseconds since 1420070400000, 5 + 5 bits worker, 12 bits increment. */
export const snowflake = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, 'Must be a decimal id')
  .refine((value) => !/^\d{19}$/.test(value) || BigInt(value) <= INT64_MAX, 'Must be a decimal id')
  .meta({ description: 'Snowflake, as a decimal string', example: '1439217024688394240' })

/** ISO 8601 in UTC, for example `2026-01-31T12:00:00.000Z`. */
export const timestamp = z.iso.datetime().meta({ description: 'ISO 8601, UTC' })

/** Position of a message in its channel: 1, 2, 3 … without gaps; 0 means "before the first message". */
export const sequence = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

/** Length in Unicode code points, so that an emoji of two UTF-16 units counts once. */
const codePoints = (text: string) => Array.from(text).length

// A code point has one or two units: hardly ever need they be counted.
const hasAtLeast = (text: string, min: number) => text.length >= 2 * min || codePoints(text) >= min
const hasAtMost = (text: string, max: number) => text.length <= max || codePoints(text) <= max

/**
 * Trimmed text of `min` to `max` code points that PostgreSQL can store: no NUL, lone surrogates replaced by U+FFFD.
 */
export function text(min: number, max: number) {
  return z
    .string()
    .trim()
    .overwrite((value) => value.toWellFormed())
    .refine((value) => !value.includes('\0'), 'Must not contain NUL characters')
    .refine((value) => hasAtLeast(value, min), min === 1 ? 'Must not be empty' : `Must have at least ${min} characters`)
    .refine((value) => hasAtMost(value, max), `Must have at most ${max} characters`)
    .meta({ minLength: min, maxLength: max })
}

/** A whole number in a query string, between `min` and `max`. */
export function queryInteger(min: number, max: number, fallback: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, 'Must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .default(fallback)
}
