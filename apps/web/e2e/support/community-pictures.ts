import type { Page } from '@playwright/test'

const frame = (ground: string, shapes: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="256" height="256">
    <linearGradient id="ground" x2="0" y2="1">${ground
      .split(' ')
      .map((colour, index) => `<stop offset="${index}" stop-color="${colour}"/>`)
      .join('')}</linearGradient>
    <rect width="100" height="100" fill="url(#ground)"/>${shapes}</svg>`

/** What some people and servers of the community show of themselves; the others have their initials. */
export const pictures = {
  mira: frame(
    '#ffd9a0 #e8707a',
    '<circle cx="50" cy="56" r="21" fill="#fff3cf"/><path d="M0 60h100v40H0z" fill="#2b5d7d"/><path d="M0 74q12-7 25 0t25 0t25 0t25 0v26H0z" fill="#1d4560"/>',
  ),
  jonas: frame(
    '#2c4a70 #6f93b8',
    '<path d="M50 24 30 96h6l5-20h18l5 20h6zm0 22 7 24H43z" fill="#f4efe4" fill-rule="evenodd"/><path d="M36 32a19 19 0 0 1 0-20m-9 27a31 31 0 0 1 0-34m37 27a19 19 0 0 0 0-20m9 27a31 31 0 0 0 0-34" fill="none" stroke="#ffc46b" stroke-width="4" stroke-linecap="round"/><circle cx="50" cy="22" r="5" fill="#ffc46b"/>',
  ),
  ife: frame(
    '#f5dcc3 #e2a27c',
    '<path d="M24 46h46v18a20 20 0 0 1-20 20h-6a20 20 0 0 1-20-20z" fill="#7a3b4b"/><path d="M70 52h6a9 9 0 0 1 0 18h-6" fill="none" stroke="#7a3b4b" stroke-width="6"/><path d="M37 38q-6-7 0-13t0-12m16 25q-6-7 0-13t0-12" fill="none" stroke="#fff6ea" stroke-width="4" stroke-linecap="round"/>',
  ),
  lou: frame(
    '#3a2d52 #6b4a7d',
    '<circle cx="50" cy="50" r="36" fill="#17121f"/><circle cx="50" cy="50" r="27" fill="none" stroke="#3b3148" stroke-width="2"/><circle cx="50" cy="50" r="20" fill="none" stroke="#3b3148" stroke-width="2"/><circle cx="50" cy="50" r="13" fill="#ff9c7a"/><circle cx="50" cy="50" r="3" fill="#17121f"/>',
  ),
  wren: frame(
    '#cfe3b1 #7fae86',
    '<path d="M22 58q4-26 32-24l10-16 4 14 18 4-14 8q0 34-30 34-14 0-18-10L8 74z" fill="#6b4a2f"/><path d="M40 56q16-10 26 2-8 14-26 8z" fill="#8d6844"/><circle cx="67" cy="37" r="3" fill="#fff6ea"/><path d="M48 78v14m10-15v15" stroke="#43301f" stroke-width="3"/>',
  ),
  'Harbour Radio': frame(
    '#142a45 #2f5f83',
    '<path d="M58 26 100 8v36zM42 26 0 8v36z" fill="#ffe9a8" opacity=".55"/><path d="M42 34h16l6 54H36z" fill="#f6f1e7"/><path d="M40.500 50h19l1.500 13H39z" fill="#d9574a"/><path d="M37.500 76h25l1.500 12H36z" fill="#d9574a"/><path d="M41 18h18v16H41zm9-10 11 10H39z" fill="#ffcf5c"/><path d="M0 88h100v12H0z" fill="#0d1c30"/>',
  ),
  'Night Gardeners': frame(
    '#1b2450 #3d4f86',
    '<circle cx="72" cy="26" r="13" fill="#ffeebb"/><path d="M50 44q-6-16-30-14-4 20 14 26-8 14 4 22 8-4 12-16 4 12 12 16 12-8 4-22 18-6 14-26-24-2-30 14z" fill="#d8c7a5"/><path d="M50 38q4 0 4 24t-4 24q-4 0-4-24t4-24z" fill="#5d4a36"/><circle cx="33" cy="44" r="5" fill="#8a6c4a"/><circle cx="67" cy="44" r="5" fill="#8a6c4a"/>',
  ),
}

/** Draws a picture as the app keeps them: WebP, in base64. */
export function paint(page: Page, svg: string): Promise<string> {
  return page.evaluate(async (source) => {
    const image = new Image()
    image.src = `data:image/svg+xml,${encodeURIComponent(source)}`
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: 256, height: 256 })
    canvas.getContext('2d')?.drawImage(image, 0, 0)
    return canvas.toDataURL('image/webp', 0.9).split(',')[1] ?? ''
  }, svg)
}
