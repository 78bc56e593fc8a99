import { t } from '@lingui/core/macro'
import { imageTypes } from '@parley/contracts/image-types'
import { limits } from '@parley/contracts/limits'

const types = new Set<string>(imageTypes)
const megabytes = Math.floor(limits.imageBytes / 1024 / 1024)

/** Why a file cannot be uploaded as a picture, as far as one can tell before trying. */
export function refusalOf(file: Pick<File, 'type' | 'size'>): string | undefined {
  if (!types.has(file.type)) return t`That is not a picture Parley can use. Choose a PNG, JPEG, WebP, GIF or AVIF.`
  if (file.size > limits.imageBytes) return t`That picture is too large. Choose one of up to ${megabytes} MB.`
  return undefined
}

/** What can be chosen, in words. */
export function describeLimits(): string {
  return t`PNG, JPEG, WebP, GIF or AVIF, up to ${megabytes} MB.`
}
