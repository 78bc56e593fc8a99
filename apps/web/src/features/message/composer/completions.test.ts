import type { Author } from '@parley/contracts/user'
import { expect, it } from 'vitest'
import { completePeople } from './completions.ts'

const person = (id: string, displayName: string, username: string): Author => ({
  id,
  displayName,
  username,
  avatarUrl: null,
})
const people = [person('1', 'Ana', 'ana.m'), person('2', 'Anaïs', 'nais'), person('3', 'Ben Anders', 'ben')]
const names = (query: string, online: string[]) =>
  completePeople(people, query, (id) => (online.includes(id) ? 'online' : 'offline')).map(
    ({ displayName }) => displayName,
  )

it('who is here comes first, then by name', () => {
  expect(names('', ['3'])).toEqual(['Ben Anders', 'Ana', 'Anaïs'])
})

it('a name that fits better wins, unless it hardly does and the other is here', () => {
  expect(names('ana', [])[0]).toBe('Ana')
  expect(names('anai', ['1'])[0]).toBe('Anaïs')
})

it('usernames are found too', () => expect(names('nais', [])).toEqual(['Anaïs']))
