import type { Locator } from '@playwright/test'

/** Presses a finger on something until `done`, as for its menu. */
export async function longPress(target: Locator, done: () => Promise<void>): Promise<void> {
  const box = await target.boundingBox()
  if (!box) throw new Error('It cannot be touched while it is not shown')
  const session = await target.page().context().newCDPSession(target.page())
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }]
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
  await done()
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
}

/** Draws a finger over something, from its middle, by that many pixels. */
export async function swipe(target: Locator, { x = 0, y = 0 }: { x?: number; y?: number }): Promise<void> {
  // It may be on its way in.
  await target.hover({ trial: true })
  const box = await target.boundingBox()
  if (!box) throw new Error('It cannot be touched while it is not shown')
  const session = await target.page().context().newCDPSession(target.page())
  const at = (part: number) => [{ x: box.x + box.width / 2 + x * part, y: box.y + box.height / 2 + y * part }]
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
  for (const part of [0.2, 0.4, 0.6, 0.8, 1]) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(part) })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
}
