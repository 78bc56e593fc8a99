import { expect, it } from 'vitest'
import { swipeOf } from './swipe.ts'

const at = (clientX: number, clientY = 0) => ({ clientX, clientY })

it('knows a swipe from scrolling, from a tap, and from the gestures of the system', () => {
  expect(swipeOf(at(100), at(200), 390)).toBe('right')
  expect(swipeOf(at(300), at(200, 30), 390)).toBe('left')
  expect(swipeOf(at(100), at(200, 90), 390)).toBeUndefined()
  expect(swipeOf(at(100), at(120), 390)).toBeUndefined()
  expect(swipeOf(at(5), at(200), 390)).toBeUndefined()
  expect(swipeOf(at(385), at(200), 390)).toBeUndefined()
})
