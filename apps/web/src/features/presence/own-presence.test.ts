import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const MINUTE = 60_000
const told: string[] = []
let page: EventTarget
let ownPresence: typeof import('./own-presence.ts')

beforeEach(async () => {
  vi.useFakeTimers()
  vi.resetModules()
  told.length = 0
  page = new EventTarget()
  const items = new Map<string, string>()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  })
  ownPresence = await import('./own-presence.ts')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const start = () => ownPresence.startOwnPresence((status) => told.push(status))

it('is idle after ten minutes without input, and back with the next', () => {
  start()
  vi.advanceTimersByTime(10 * MINUTE)
  expect(told).toEqual(['online', 'idle'])
  page.dispatchEvent(new Event('keydown'))
  expect(told).toEqual(['online', 'idle', 'online'])
})

it('stays online as long as somebody is there', () => {
  start()
  for (let minute = 0; minute < 30; minute++) {
    vi.advanceTimersByTime(MINUTE)
    page.dispatchEvent(new Event('pointermove'))
  }
  expect(told).toEqual(['online'])
})

it('keeps a chosen status, whatever happens, and over a reload', () => {
  const presence = start()
  ownPresence.chooseStatus('dnd')
  vi.advanceTimersByTime(20 * MINUTE)
  page.dispatchEvent(new Event('keydown'))
  expect(told).toEqual(['online', 'dnd'])
  presence.stop()
  told.length = 0
  start()
  expect(told).toEqual(['dnd'])
})

it('is told again on a new connection', () => {
  start().tellAgain()
  expect(told).toEqual(['online', 'online'])
})

it('says nothing more when stopped', () => {
  start().stop()
  vi.advanceTimersByTime(20 * MINUTE)
  page.dispatchEvent(new Event('keydown'))
  expect(told).toEqual(['online'])
})
