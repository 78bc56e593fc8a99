import { expect, test } from 'vitest'
import { channelPath, conversationPath, invitePath, loginPath, serverSettingsPath } from '../paths.ts'
import { createMatcher } from './match.ts'

const match = createMatcher([
  { pattern: '/invite/:code' },
  { pattern: '/conversations/:conversationId/:messageId?' },
  { pattern: '/channels/:serverId/:channelId/:messageId?' },
  { pattern: '/servers/:serverId/settings/members' },
])

test('a path leads back to what it was made of', () => {
  expect(match(channelPath('1', '2')).params).toEqual({ serverId: '1', channelId: '2' })
  expect(match(channelPath('1', '2', '3')).params).toEqual({ serverId: '1', channelId: '2', messageId: '3' })
  expect(match(conversationPath('4')).params).toEqual({ conversationId: '4' })
  expect(match(serverSettingsPath('1', 'members')).params).toEqual({ serverId: '1' })
  expect(match(invitePath('a/b ä')).params).toEqual({ code: 'a/b ä' })
})

test('a slash at the end, and what was encoded badly, do no harm', () => {
  expect(match('/conversations/4/').params).toEqual({ conversationId: '4' })
  expect(match('/invite/%zz').params).toEqual({ code: '%zz' })
})

test('there is nothing at other paths', () => {
  expect(match('/channels/1/2/3/4')).toEqual({ route: undefined, params: {} })
  expect(match('/')).toEqual({ route: undefined, params: {} })
})

test('only what is known goes into the search of an address', () => {
  expect(loginPath({ next: undefined })).toBe('/login')
  expect(loginPath({ next: '/invite/a?b', ended: 'expired' })).toBe('/login?next=%2Finvite%2Fa%3Fb&ended=expired')
})
