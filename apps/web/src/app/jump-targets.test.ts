import type { Server } from '@parley/contracts/server'
import { expect, test } from 'vitest'
import { type JumpTarget, matchTargets } from './jump-targets.ts'

function target(label: string, hint = 'Server'): JumpTarget {
  const server: Server = {
    id: label,
    name: label,
    iconUrl: null,
    ownerId: '1',
    memberCount: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
  }
  return { kind: 'server', id: label, label, hint, server }
}

const labels = (targets: JumpTarget[]) => targets.map(({ label }) => label)

test('puts what begins with the typed letters before what has them in a word, and that before the rest', () => {
  const targets = [target('steam'), target('green-tea'), target('Teahouse'), target('coffee')]
  expect(labels(matchTargets(targets, 'tea', 10))).toEqual(['Teahouse', 'green-tea', 'steam'])
})

test('ignores case, accents and the sign before a name', () => {
  const targets = [target('Élodie'), target('general')]
  expect(labels(matchTargets(targets, '@elo', 10))).toEqual(['Élodie'])
  expect(labels(matchTargets(targets, '#GEN', 10))).toEqual(['general'])
})

test('finds a channel by its server too, after what is called so itself', () => {
  const targets = [target('general', 'Tea friends'), target('tea')]
  expect(labels(matchTargets(targets, 'tea', 10))).toEqual(['tea', 'general'])
})

test('shows everything as it comes before anything is typed, up to a limit', () => {
  expect(labels(matchTargets([target('b'), target('a'), target('c')], ' ', 2))).toEqual(['b', 'a'])
})
