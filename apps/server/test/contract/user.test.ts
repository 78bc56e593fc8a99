import { expect, test } from 'vitest'
import { startSharedApp } from '../support/app.ts'
import { createCommunity } from '../support/community.ts'
import { signUp } from '../support/people.ts'
import { browser, expectProblem } from '../support/rest.ts'

const app = await startSharedApp()
const ana = await signUp(app.url, 'ana')
const people = [await signUp(app.url, 'sail_a'), await signUp(app.url, 'sail_b'), await signUp(app.url, 'sailor')]
const [first, second] = people
await first?.api.updateProfile({ body: { displayName: 'Ümit Öz' } })
await second?.api.updateProfile({ body: { displayName: '100% Sail' } })

const search = async (q: string) => (await ana.api.searchUsers({ query: { q } })).map(({ id }) => id)
const idOf = (index: number) => people[index]?.user.id ?? ''

test('people are found by the beginning of a username, in any case', async () => {
  expect(await search('sail')).toEqual([idOf(0), idOf(1), idOf(2)])
  expect(await search(' SAIL ')).toHaveLength(3)
  expect(await search('ail')).toEqual([])
})

test('and by the beginning of a display name', async () => {
  expect(await search('ümit')).toEqual([idOf(0)])
  expect(await search('ÜMIT Ö')).toEqual([idOf(0)])
  expect(await search('umit o')).toEqual([idOf(0)])
  expect(await search('％')).toEqual([])
})

test('an exact username comes first', async () => {
  const exact = await signUp(app.url, 'sail')
  const named = await exact.api.updateProfile({ body: { username: 'sail' } })
  expect((await search('sail'))[0]).toBe(named.id)
})

test('what the database takes for a pattern is looked for as it is', async () => {
  expect(await search('sail_')).toEqual([idOf(0), idOf(1)])
  expect(await search('%')).toEqual([])
  expect(await search('100%')).toEqual([idOf(1)])
  expect(await search('\\')).toEqual([])
})

test('oneself is left out', async () => {
  expect(await search(ana.user.username)).toEqual([])
})

test('emails are not searched, nor shown', async () => {
  const [found] = people
  expect(await search(found?.email ?? '')).toEqual([])
  const [user] = await ana.api.searchUsers({ query: { q: found?.user.username ?? '' } })
  expect(JSON.stringify(user)).not.toContain('@')
})

test.each(['', '  ', 'x'.repeat(65), 'a\0b'])('one cannot search for %j', async (q) => {
  expectProblem(await browser(app.url, ana.jar)('searchUsers', { query: { q } }), 'validation_failed')
})

test('a search without a question, or with two, is refused', async () => {
  expectProblem(await browser(app.url, ana.jar)('searchUsers'), 'validation_failed')
  const send = (query: string) => ana.jar.fetch(`${app.url}/api/users/search?${query}`)
  expect((await send('q=a&q=b')).status).toBe(400)
  expect((await send('q[$ne]=a')).status).toBe(400)
})

test('one learns which of one’s own servers somebody is in, and of no other', async () => {
  const [ana, ben] = await Promise.all([signUp(app.url, 'ana'), signUp(app.url, 'ben')])
  const params = { userId: ben.user.id }
  await createCommunity(ana)
  await createCommunity(ben)
  expect(await ana.api.listMutualServers({ params })).toEqual([])
  const { serverId } = await createCommunity(ana, ben)
  const { members } = await ana.api.listMembers({ params: { serverId }, query: {} })
  const joinedAt = members.find(({ userId }) => userId === ben.user.id)?.joinedAt
  expect(await ana.api.listMutualServers({ params })).toEqual([{ serverId, joinedAt }])
})
