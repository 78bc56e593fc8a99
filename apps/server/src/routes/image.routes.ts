import { Router } from 'express'
import { getImage } from '../controllers/image.controller.ts'
import { AppError } from '../lib/errors.ts'
import { rateLimit } from '../middleware/rate-limit.middleware.ts'

/** Avatars and server icons. Not in the contract's table, whose answers are JSON: clients follow `avatarUrl` and `iconUrl`. */
export const imageRoutes = Router()

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

imageRoutes.get('/images/:id.webp', rateLimit('showImage'), async (request, response) => {
  const id = String(request.params.id)
  if (!uuid.test(id)) throw new AppError('not_found')
  const bytes = await getImage(id)
  response
    .set({
      // Another picture has another id.
      'cache-control': 'public, max-age=31536000, immutable',
      // Opened by itself it is a picture and nothing else.
      'content-security-policy': "default-src 'none'",
      'content-disposition': 'inline',
      'content-type': 'image/webp',
    })
    .end(bytes)
})
