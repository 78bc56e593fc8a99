import { expect, test } from 'vitest'
import { cropOf } from './crop.ts'

test('a framed square is told in whole pixels', () => {
  const framed = { x: 10.4, y: 19.6, width: 100.2, height: 100.2 }
  expect(cropOf(framed, { width: 300, height: 200 })).toEqual({ x: '10', y: '20', size: '100' })
})

test('rounding never leads out of the picture', () => {
  const picture = { width: 300, height: 200 }
  expect(cropOf({ x: 100.5, y: 0.5, width: 199.6, height: 199.6 }, picture)).toEqual({ x: '100', y: '0', size: '200' })
  expect(cropOf({ x: -0.6, y: -0.6, width: 200.9, height: 200.9 }, picture)).toEqual({ x: '0', y: '0', size: '200' })
  expect(cropOf({ x: 0, y: 0, width: 0.2, height: 0.2 }, { width: 1, height: 1 })).toEqual({
    x: '0',
    y: '0',
    size: '1',
  })
})
