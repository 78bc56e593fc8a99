import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { hashPassword, stopPasswordWorkers, verifyPassword } from '../../src/lib/password-hash.ts'

afterAll(stopPasswordWorkers)

test('recognises the password and no other', async () => {
  const hash = await hashPassword('correct horse battery')
  expect(hash).toMatch(/^\$2[aby]\$10\$/)
  expect(await verifyPassword('correct horse battery', hash)).toBe(true)
  expect(await verifyPassword('correct horse batterz', hash)).toBe(false)
  expect(await verifyPassword('', hash)).toBe(false)
})

test('hashes the same password differently each time', async () => {
  const [one, two] = await Promise.all([hashPassword('same'), hashPassword('same')])
  expect(one).not.toBe(two)
})

test('reads all of a password of 72 bytes', async () => {
  const longest = 'é'.repeat(36)
  const hash = await hashPassword(longest)
  expect(await verifyPassword(longest, hash)).toBe(true)
  expect(await verifyPassword(`${'é'.repeat(35)}ab`, hash)).toBe(false)
})

test('an absent account takes as long as a wrong password, and no password is right for it', async () => {
  const hash = await hashPassword('correct horse battery')
  const time = async (password: string, known: string | undefined) => {
    const start = performance.now()
    expect(await verifyPassword(password, known)).toBe(false)
    return performance.now() - start
  }
  const shortest = { wrong: Number.POSITIVE_INFINITY, absent: Number.POSITIVE_INFINITY }
  for (let round = 0; round < 6; round++) {
    shortest.wrong = Math.min(shortest.wrong, await time('wrong', hash))
    shortest.absent = Math.min(shortest.absent, await time('wrong', undefined))
  }
  expect(shortest.absent / shortest.wrong).toBeGreaterThan(0.5)
  expect(shortest.absent / shortest.wrong).toBeLessThan(2)
})

test('leaves the event loop free', async () => {
  let turns = 0
  let isDone = false
  const watch = (async () => {
    while (!isDone) {
      await delay(1)
      turns++
    }
  })()
  await Promise.all(Array.from({ length: 4 }, () => hashPassword('same')))
  isDone = true
  await watch
  expect(turns).toBeGreaterThan(10)
})
