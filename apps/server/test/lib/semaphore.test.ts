import { expect, test } from 'vitest'
import { Semaphore } from '../../src/lib/semaphore.ts'

test('tasks run as many at a time as may, in the order in which they came', async () => {
  const semaphore = new Semaphore(2, 10)
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const started: number[] = []
  const tasks = gates.map((gate, index) =>
    semaphore.run(() => {
      started.push(index)
      return gate.promise
    }),
  )
  await Promise.resolve()
  expect(started).toEqual([0, 1])
  gates[1]?.resolve()
  await tasks[1]
  gates[0]?.resolve()
  await tasks[0]
  for (const gate of gates) gate.resolve()
  await Promise.all(tasks)
  expect(started).toEqual([0, 1, 2, 3])
})

test('who would wait behind too many is refused, and a task that fails frees its place', async () => {
  const semaphore = new Semaphore(1, 1)
  const gate = Promise.withResolvers<void>()
  const running = semaphore.run(() => gate.promise)
  const waiting = semaphore.run(async () => 'done')
  await expect(semaphore.run(async () => 'refused')).rejects.toMatchObject({ code: 'overloaded' })
  gate.reject(new Error('failed'))
  await expect(running).rejects.toThrow('failed')
  expect(await waiting).toBe('done')
  expect(await semaphore.run(async () => 'next')).toBe('next')
})
