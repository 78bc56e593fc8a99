import { afterEach, beforeEach, test } from 'vitest'
import { CrashScene, expectRecoveries, ROUNDS } from './support/crash-scene.ts'

let scene: CrashScene

beforeEach(async () => {
  scene = await CrashScene.start()
})
afterEach(() => scene.stop())

test('the app is killed under load, again and again: nothing acknowledged is lost', { timeout: 300_000 }, async () => {
  const { app, crowd } = scene
  const recoveries: number[] = []
  crowd.talk()
  for (let round = 0; round < ROUNDS; round++) {
    await scene.randomMoment()
    scene.rotateSleeper(round)
    await app.kill()
    const acknowledged = crowd.heard(1)
    await app.restart()
    const ready = performance.now()
    recoveries.push((await acknowledged) - ready)
  }
  const messages = await scene.expectAgreement()
  expectRecoveries('kill -9 of the app', recoveries, messages)
})
