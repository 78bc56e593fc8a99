import fc from 'fast-check'
import { z } from 'zod'

/** An object that JSON gives a key of its own where others have their prototype. */
const polluting = (value: unknown): unknown =>
  Object.defineProperty({}, '__proto__', { value, enumerable: true, configurable: true, writable: true })

const nested = (depth: number): unknown => {
  let value: unknown = []
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

/** Strings that are not asked for, and that somebody has been brought down by. */
export const badStrings = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'half \udfff a pair',
  '\u202e\u200b\ufeff',
  '🚢'.repeat(3000),
  'x'.repeat(5000),
  '0',
  '-1',
  '1e3',
  '٣',
  '9223372036854775807',
  '9223372036854775808',
  '99999999999999999999999999',
  '__proto__',
  'constructor',
  'toString',
  '%',
  "'; DROP TABLE users; --",
  '../../etc/passwd',
  '<script>',
  '{{7*7}}',
]

/** The same, and whatever else a string can be. */
export const junkStrings = fc.oneof(fc.constantFrom(...badStrings), fc.string({ unit: 'binary', maxLength: 100 }))

/** Values that are not asked for. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  junkStrings,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, 2 ** 63),
  fc.constantFrom<unknown>([], {}, [[]], [null], { length: 1 }, { toString: null }, { $ne: null }),
  fc.constantFrom(polluting({ isAdmin: true }), polluting(null), { constructor: { prototype: { isAdmin: true } } }),
  fc.constantFrom(nested(50), nested(1500)),
  fc.jsonValue({ maxDepth: 3 }),
)

/** Names of the fields that a schema knows, whichever of its alternatives they belong to. */
function fieldNames(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape)
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(fieldNames)
  if (schema instanceof z.ZodIntersection) {
    return [schema.def.left, schema.def.right].flatMap((side) => fieldNames(side as z.ZodType))
  }
  return []
}

const absent = Symbol('absent')
const unknownNames = [
  '__proto__',
  'constructor',
  'id',
  'userId',
  'isAdmin',
  'ownerId',
  'authorId',
  'seq',
  'passwordHash',
]

/** A valid input with each of its fields in turn missing, or holding each of these values. */
export function singleFaults(schema: z.ZodType, valid: object, values: unknown[]): object[] {
  const names = new Set([...fieldNames(schema), ...Object.keys(valid)])
  return [...names].flatMap((name) => {
    const without = Object.fromEntries(Object.entries(valid).filter(([other]) => other !== name))
    return [without, ...values.map((value) => ({ ...without, [name]: value }))]
  })
}

/**
 * What comes close to a schema: each of its fields as in a valid input, with junk in it or left out, and fields beside
 * them that it does not know; or something else altogether.
 */
export function almost(schema: z.ZodType, valid: object, wrong: fc.Arbitrary<unknown> = junk): fc.Arbitrary<unknown> {
  const given = new Map<string, unknown>(Object.entries(valid))
  const names = [...new Set([...fieldNames(schema), ...given.keys()])]
  const fields = names.map((name) =>
    fc
      .oneof(
        { arbitrary: fc.constant(given.has(name) ? given.get(name) : absent), weight: 4 },
        { arbitrary: wrong, weight: 2 },
        { arbitrary: fc.constant<unknown>(absent), weight: 1 },
      )
      .map((value): [string, unknown] => [name, value]),
  )
  const extras = fc.array(fc.tuple(fc.constantFrom(...unknownNames), wrong), { maxLength: 2 })
  return fc.tuple(fc.tuple(...fields), extras).map(([known, unknown]) => {
    const object = {}
    for (const [name, value] of [...unknown, ...known]) {
      if (value === absent) continue
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
    }
    return object
  })
}
