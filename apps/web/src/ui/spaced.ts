/** A length that is so many pixels, and follows the density and the size of the browser's type as all space does. */
export const spaced = (pixels: number) => `calc(var(--spacing) * ${pixels / 4})`
