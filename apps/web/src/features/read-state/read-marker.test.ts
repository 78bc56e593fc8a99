import { ParleyError } from '@parley/client/parley-error'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createReadMarker } from './read-marker.ts'

const target = { kind: 'channel', channelId: '10' } as const
const put = vi.fn<(target: unknown, messageId: string) => Promise<void>>()
const putUnread = vi.fn<(target: unknown, messageId: string) => Promise<void>>()
const onRead = vi.fn()
const marker = () => createReadMarker({ put, putUnread, onRead })

beforeEach(() => {
  vi.useFakeTimers()
  put.mockReset().mockResolvedValue(undefined)
  putUnread.mockReset().mockResolvedValue(undefined)
  onRead.mockReset()
})
afterEach(() => vi.useRealTimers())

it('shows at once and tells the app of the last of several', async () => {
  const { mark } = marker()
  mark(target, { id: '1001', seq: 1 })
  mark(target, { id: '1002', seq: 2 })
  expect(onRead).toHaveBeenCalledTimes(2)
  expect(put).not.toHaveBeenCalled()
  await vi.runAllTimersAsync()
  expect(put.mock.calls.map(([, id]) => id)).toEqual(['1002'])
})

it('never goes back, and tells nothing twice', async () => {
  const { mark } = marker()
  mark(target, { id: '1002', seq: 2 })
  await vi.runAllTimersAsync()
  mark(target, { id: '1001', seq: 1 })
  mark(target, { id: '1002', seq: 2 })
  await vi.runAllTimersAsync()
  expect(put).toHaveBeenCalledTimes(1)
})

it('tells the app later what it could not be told', async () => {
  put.mockRejectedValueOnce(new ParleyError('network_error', 'No reply'))
  const { mark } = marker()
  mark(target, { id: '1001', seq: 1 })
  await vi.runAllTimersAsync()
  expect(put).toHaveBeenCalledTimes(2)
})

it('gives up on what the app refuses', async () => {
  put.mockRejectedValue(new ParleyError('not_found', 'Not found'))
  const { mark } = marker()
  mark(target, { id: '1001', seq: 1 })
  await vi.runAllTimersAsync()
  expect(put).toHaveBeenCalledTimes(1)
})

it('can be taken back, and what was not told yet is not told after it', async () => {
  const { mark, markUnread } = marker()
  mark(target, { id: '1003', seq: 3 })
  await markUnread(target, { id: '1002', seq: 2 })
  await vi.runAllTimersAsync()
  expect(put).not.toHaveBeenCalled()
  expect(putUnread.mock.calls).toEqual([[target, '1002']])
  mark(target, { id: '1003', seq: 3 })
  await vi.runAllTimersAsync()
  expect(put.mock.calls).toEqual([[target, '1003']])
})
