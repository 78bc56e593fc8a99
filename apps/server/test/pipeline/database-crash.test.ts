import { afterEach, beforeEach, expect, test } from 'vitest'
import { CrashScene, expectRecoveries, ROUNDS } from './support/crash-scene.ts'

let scene: CrashScene

beforeEach(async () => {
  scene = await CrashScene.start()
})
afterEach(() => scene.stop())

test('PostgreSQL is killed under load, again and again: nothing acknowledged is lost', {
  timeout: 300_000,
}, async () => {
  const { app, crowd } = scene
  const recoveries: number[] = []
  const { pid } = app
  crowd.talk()
  for (let round = 0; round < ROUNDS; round++) {
    await scene.randomMoment()
    scene.rotateSleeper(round)
    const probe = await scene.connect()
    const broken = new Promise((resolve) => probe.once('end', resolve))
    // All of it, or the one process that writes messages, whose death makes PostgreSQL recover as well.
    const [writer] = round % 2 === 0 ? [] : (await probe.query(MESSAGE_WRITER)).rows
    process.kill(writer?.pid ?? (await app.postgresPid()), 'SIGKILL')
    await broken
    const accepting = await scene.untilDatabaseAccepts()
    recoveries.push((await crowd.heard(1)) - accepting)
  }
  expect(app.pid).toBe(pid)
  const messages = await scene.expectAgreement()
  expectRecoveries('kill -9 of PostgreSQL', recoveries, messages)
})

const MESSAGE_WRITER = `SELECT pid FROM pg_stat_activity WHERE application_name = 'parley-messages' LIMIT 1`
