/** A rectangle of a picture, in its pixels. */
export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** The square of a picture to upload, as the app takes it in an address. */
export interface Crop {
  x: string
  y: string
  size: string
}

/** The square that was framed, in whole pixels and within the picture. */
export function cropOf(framed: Area, picture: { width: number; height: number }): Crop {
  const size = Math.max(
    1,
    Math.min(
      Math.round(framed.width),
      Math.round(framed.height),
      Math.floor(picture.width),
      Math.floor(picture.height),
    ),
  )
  const within = (start: number, length: number) => String(Math.min(Math.max(0, Math.round(start)), length - size))
  return { x: within(framed.x, picture.width), y: within(framed.y, picture.height), size: String(size) }
}
