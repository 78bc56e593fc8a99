import { z } from 'zod'
import { imageTypes } from './image-types.ts'
import { limits } from './limits.ts'

const pixels = z
  .string()
  .regex(/^\d{1,5}$/, 'Must be a whole number of pixels')
  .transform(Number)

/** The square of an uploaded picture that is kept, in pixels of the upright picture; without it the largest in the middle. */
export const cropQuery = z
  .object({ x: pixels, y: pixels, size: pixels.refine((size) => size > 0, 'Must be at least 1') })
  .partial()
  .refine(({ x, y, size }) => [x, y, size].every((value) => (value === undefined) === (size === undefined)), {
    path: ['size'],
    message: 'Give x, y and size together, or none of them',
  })

/** A picture as a request carries it: the bytes themselves, with one of {@link imageTypes} as the content type. */
export const imageUpload = { types: imageTypes, maxBytes: limits.imageBytes } as const
