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
