import { channelType } from '@parley/contracts/channel-type'
import type { Server } from '@parley/contracts/server'
import { expect, test } from 'vitest'
import { type FoundTarget, findTargets, type JumpOrder, type JumpTarget } from './jump-targets.ts'

function target(
  label: string,
  hint = 'Server',
  kind: JumpTarget['kind'] = 'server',
  type: number = channelType.text,
): JumpTarget {
  const server: Server = {
    id: label,
    name: label,
    iconUrl: null,
    ownerId: '1',
    memberCount: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
  }
  return { kind, id: label, label, hint, server, channel: { type } } as JumpTarget
}

const noOrder: JumpOrder = { recent: [], urgency: () => 0 }
const find = (targets: JumpTarget[], typed: string, order = noOrder) => findTargets(targets, typed, order, 10)
const labels = (found: FoundTarget[]) => found.map(({ target: { label } }) => label)

test('puts what begins with the typed letters before what merely contains them', () => {
  const targets = [target('steam'), target('green-tea'), target('tea'), target('coffee')]
  expect(labels(find(targets, 'tea'))).toEqual(['tea', 'green-tea', 'steam'])
})

test('forgives letters that are left out, and says which ones it found', () => {
  const [found] = find([target('announcements'), target('general')], 'anmts')
  expect(found?.target.label).toBe('announcements')
  expect([...(found?.hits ?? [])].map((index) => 'announcements'[index]).join('')).toBe('anmts')
})

test('ignores case and accents', () => {
  expect(labels(find([target('Élodie'), target('general')], 'elo'))).toEqual(['Élodie'])
})

test('looks for one kind of thing after its sign', () => {
  const targets = [
    target('tea', 'Kitchen', 'channel'),
    target('Tea friends'),
    target('Teo', '@teo', 'person'),
    target('Tea party', 'Group', 'conversation'),
  ]
  expect(labels(find(targets, '#te'))).toEqual(['tea'])
  expect(labels(find(targets, '*te'))).toEqual(['Tea friends'])
  expect(labels(find(targets, '@te')).sort()).toEqual(['Tea party', 'Teo'])
  expect(labels(find(targets, '#'))).toEqual(['tea'])
})

test('finds a channel by its server too, after what is called so itself', () => {
  const targets = [target('general', 'Tea friends', 'channel'), target('tea')]
  expect(labels(find(targets, 'tea'))).toEqual(['tea', 'general'])
})

test('shows what waits and then what is recent before anything is typed', () => {
  const targets = ['a', 'b', 'c', 'd', 'e'].map((label) => target(label))
  const order = { recent: ['c', 'b'], urgency: (id: string) => (id === 'e' ? 2 : id === 'd' ? 1 : 0) }
  expect(labels(find(targets, '', order))).toEqual(['e', 'd', 'c', 'b', 'a'])
})

test('puts a text channel before the voice channel of the same name, wherever one was last', () => {
  const targets = [target('General', 'Tea', 'channel', channelType.voice), target('general', 'Tea', 'channel')]
  const order = { recent: ['General'], urgency: () => 0 }
  expect(labels(find(targets, 'gen', order))).toEqual(['general', 'General'])
})
