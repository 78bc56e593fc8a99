import { expect, it } from 'vitest'
import { moveChannel, placeTowards } from './move-channel.ts'

const channels = ['1', '2', '3'].map((id, position) => ({
  id,
  serverId: '5',
  type: 0,
  name: id,
  topic: null,
  position,
  lastSeq: 0,
  lastMessageId: null,
}))

it.each([
  ['1', { side: 'after', besideId: '2' }, ['2', '1', '3']],
  ['1', { side: 'after', besideId: '3' }, ['2', '3', '1']],
  ['3', { side: 'before', besideId: '1' }, ['3', '1', '2']],
  ['2', { side: 'before', besideId: '2' }, ['1', '2', '3']],
  ['2', { side: 'after', besideId: '1' }, ['1', '2', '3']],
  ['2', { side: 'after', besideId: 'gone' }, ['1', '2', '3']],
] as const)('moves %s to %o', (id, place, order) => {
  expect(moveChannel(channels, id, place)).toEqual(order)
})

it.each([
  ['2', 'up', { side: 'before', besideId: '1' }],
  ['2', 'down', { side: 'after', besideId: '3' }],
  ['3', 'top', { side: 'before', besideId: '1' }],
  ['1', 'bottom', { side: 'after', besideId: '3' }],
  ['1', 'up', undefined],
  ['1', 'top', undefined],
  ['3', 'down', undefined],
  ['3', 'bottom', undefined],
] as const)('leads %s %s to %o', (id, direction, place) => {
  expect(placeTowards(direction, id, channels)).toEqual(place)
})
