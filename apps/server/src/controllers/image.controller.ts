import { randomUUID } from 'node:crypto'
import type { cropQuery } from '@parley/contracts/image'
import type { z } from 'zod'
import { AppError } from '../lib/errors.ts'
import { toSquareImage } from '../lib/square-image.ts'
import { findImage } from '../repositories/image.repository.ts'

/** A picture as it was sent. */
export interface Upload {
  /** None when what was sent does not even claim to be a picture. */
  bytes: Uint8Array | undefined
  crop: z.output<typeof cropQuery>
}

/** Makes of what was sent what is kept. @throws AppError `image_invalid`, `validation_failed`, `overloaded` */
export async function prepareImage({ bytes, crop: { x, y, size } }: Upload) {
  if (!bytes) throw new AppError('image_invalid')
  const crop = x === undefined || y === undefined || size === undefined ? undefined : { x, y, size }
  const id = randomUUID()
  return { id, url: `/api/images/${id}.webp`, bytes: await toSquareImage(bytes, crop) }
}

/** Any picture, for whoever knows its id: invites show them to people who are not signed in. @throws AppError `not_found` */
export async function getImage(id: string): Promise<Uint8Array> {
  const bytes = await findImage(id)
  if (!bytes) throw new AppError('not_found')
  return bytes
}
