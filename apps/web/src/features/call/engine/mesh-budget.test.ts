import { expect, it } from 'vitest'
import { meshBudget } from './mesh-budget.ts'

it('gives two people a full picture', () => {
  expect(meshBudget(2).camera).toEqual({ bitrate: 1_200_000, framerate: 30, scaleDownBy: 1 })
})

it('never asks for more upload than a common connection has, as long as a picture is to be seen', () => {
  for (let people = 3; people <= 12; people++) {
    const { camera } = meshBudget(people)
    expect(camera.bitrate * (people - 1)).toBeLessThanOrEqual(1_510_000)
    expect(camera.bitrate).toBeGreaterThanOrEqual(120_000)
  }
})

it('shrinks with every person who joins, and never grows', () => {
  const budgets = Array.from({ length: 11 }, (_, index) => meshBudget(index + 2))
  for (const [index, budget] of budgets.entries()) {
    const before = budgets[index - 1] ?? budget
    expect(budget.camera.bitrate).toBeLessThanOrEqual(before.camera.bitrate)
    expect(budget.camera.framerate).toBeLessThanOrEqual(before.camera.framerate)
    expect(budget.camera.scaleDownBy).toBeGreaterThanOrEqual(before.camera.scaleDownBy)
    expect(budget.screen.bitrate).toBeLessThanOrEqual(before.screen.bitrate)
    expect(budget.microphone).toBeLessThanOrEqual(before.microphone)
  }
})

it('knows what to do alone', () => {
  expect(meshBudget(1)).toEqual(meshBudget(2))
})
