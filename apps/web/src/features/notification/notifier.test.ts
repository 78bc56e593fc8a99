import type { Message } from '@parley/contracts/message'
import type { NotificationLevel } from '@parley/contracts/notification'
import { expect, it } from 'vitest'
import { createNotifier } from './notifier.ts'

const message = (seq: number, change: Partial<Message> = {}): Message => ({
  id: String(1000 + seq),
  channelId: '10',
  seq,
  type: 0,
  content: `message ${seq}`,
  author: { id: '2', username: 'ben', displayName: 'Ben', avatarUrl: null },
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  ...change,
})

function start(level: NotificationLevel | undefined, { isChosen = true, onScreen = '' } = {}) {
  const told: number[] = []
  const fetched: string[] = []
  const notifier = createNotifier({
    selfId: '1',
    levelOf: () => level,
    fetchNewest: async (channelId) => {
      fetched.push(channelId)
      return message(fetched.length)
    },
    isOnScreen: (channelId) => channelId === onScreen,
    isChosen: () => isChosen,
    notify: ({ seq }) => told.push(seq),
  })
  return { notifier, told, fetched }
}

it('tells of every message once, and never of one’s own', async () => {
  const { notifier, told } = start('all')
  await notifier.receive(message(1))
  await notifier.receive(message(1))
  await notifier.receive(message(2, { author: { ...message(2).author, id: '1' } }))
  expect(told).toEqual([1])
})

it('tells of mentions alone where only those are wanted', async () => {
  const { notifier, told, fetched } = start('mentions')
  await notifier.receive(message(1))
  await notifier.receive(message(2, { content: 'well, <@1>!' }))
  await notifier.hear({ channelId: '10', lastSeq: 3, lastMessageId: '1003' })
  expect(told).toEqual([2])
  expect(fetched).toEqual([])
})

it.each(['none', undefined] as const)('tells nothing where the level is %s', async (level) => {
  const { notifier, told } = start(level)
  await notifier.receive(message(1, { content: '<@1>' }))
  await notifier.hear({ channelId: '10', lastSeq: 1, lastMessageId: '1001' })
  expect(told).toEqual([])
})

it('keeps quiet about what somebody looks at, and in all tabs but one', async () => {
  for (const { notifier, told } of [start('all', { onScreen: '10' }), start('all', { isChosen: false })]) {
    await notifier.receive(message(1))
    expect(told).toEqual([])
  }
})

it('asks what is new in a channel that is not open, not more often than people can read', async () => {
  const { notifier, told, fetched } = start('all')
  await notifier.hear({ channelId: '10', lastSeq: 1, lastMessageId: '1001' })
  await notifier.hear({ channelId: '10', lastSeq: 2, lastMessageId: '1002' })
  expect(told).toEqual([1])
  expect(fetched).toEqual(['10'])
})
