import { limits } from '@parley/contracts/limits'
import type { Sharp, SharpOptions } from 'sharp'
import { AppError } from './errors.ts'
import { Semaphore } from './semaphore.ts'

/** Twice what the largest avatar takes on a screen, so that it is sharp on dense ones. */
const SIDE = 256

const SECONDS_AT_MOST = 10

/** One at a time: the largest take a second, and some 150 MB while they are read. */
const semaphore = new Semaphore(1, 16)

/** Of everything the library reads, pictures of pixels only: no SVG, PDF or TIFF reaches its parser. */
const loaders = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`)

const options = {
  limitInputPixels: limits.imagePixels,
  failOn: 'error',
  pages: 1,
} as const satisfies SharpOptions

/** A square of a picture, in pixels of the upright picture. */
export interface Crop {
  x: number
  y: number
  size: number
}

let library: Promise<(bytes: Uint8Array) => Sharp> | undefined

/** Loaded at first use: it takes 20 MB, and many an instance goes for weeks without. */
function loadLibrary() {
  library ??= import('sharp').then(({ default: sharp }) => {
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({ operation: loaders })
    sharp.cache(false)
    // Pictures side by side rather than one on all cores, which messages want too.
    sharp.concurrency(1)
    return (bytes) => sharp(bytes, options).timeout({ seconds: SECONDS_AT_MOST })
  })
  return library
}

/**
 * A square of a picture as a small WebP without metadata; of an animated one the first frame.
 * @param crop which square; without it the largest in the middle
 * @throws AppError `image_invalid`; `validation_failed` when the square is not within the picture; `overloaded`
 */
export function toSquareImage(bytes: Uint8Array, crop?: Crop): Promise<Uint8Array<ArrayBuffer>> {
  return semaphore.run(async () => {
    const read = await loadLibrary()
    try {
      if (crop) await requireWithin(read(bytes), crop)
      const upright = read(bytes).autoOrient()
      const square = crop
        ? upright.extract({ left: crop.x, top: crop.y, width: crop.size, height: crop.size })
        : upright
      return new Uint8Array(await square.resize(SIDE, SIDE, { fit: 'cover' }).webp({ quality: 82 }).toBuffer())
    } catch (cause) {
      throw cause instanceof AppError ? cause : new AppError('image_invalid', { cause })
    }
  })
}

async function requireWithin(image: Sharp, { x, y, size }: Crop): Promise<void> {
  const { autoOrient } = await image.metadata()
  if (x + size <= autoOrient.width && y + size <= autoOrient.height) return
  const message = `Must be a square within the ${autoOrient.width} × ${autoOrient.height} pixels of the picture`
  throw new AppError('validation_failed', { errors: [{ path: 'size', message }] })
}
