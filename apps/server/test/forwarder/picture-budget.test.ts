import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PictureBudget } from '../../src/forwarder/picture-budget.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

/** Somebody's camera in two sizes, on its way to one receiver whose line carries so many bits per second. */
function watch(line: number) {
  const large = { bytes: 0, isWanted: false, rate: 1_200_000 }
  const small = { bytes: 0, isWanted: false, rate: 150_000 }
  const outlet = { bytes: 0, estimate: undefined as number | undefined }
  const budget = new PictureBudget()
  return {
    large,
    small,
    /** Lets a second pass. @returns what is sent after it */
    second() {
      vi.advanceTimersByTime(1_000)
      for (const picture of [large, small]) {
        if (!picture.isWanted) continue
        picture.bytes += picture.rate / 8
        outlet.bytes += picture.rate / 8
        outlet.estimate = Math.min(line, picture.rate * 2)
      }
      budget.measure([outlet])
      const [chosen] = budget.choose([[large, small]])
      for (const picture of [large, small]) picture.isWanted = picture === chosen
      return chosen
    },
  }
}

test('a line that is wide enough gets the large picture', () => {
  const { large, second } = watch(5_000_000)
  for (let count = 0; count < 30; count++) expect(second()).toBe(large)
})

test('a narrow line gets the small picture, and is asked rarely whether it has become wider', () => {
  const { large, second } = watch(400_000)
  const seconds = Array.from({ length: 60 }, second)
  expect(seconds.filter((picture) => picture === large).length).toBeLessThan(15)
  const changes = seconds.filter((picture, index) => index > 0 && picture !== seconds[index - 1]).length
  expect(changes).toBeLessThanOrEqual(8)
})
