import { expect, it } from 'vitest'
import { chatPath, parseChatAddress } from './message-link.ts'

const origin = 'https://parley.example'

it.each([
  { kind: 'channel', serverId: '5', channelId: '10' },
  { kind: 'channel', serverId: '5', channelId: '10', messageId: '1234567890123456789' },
  { kind: 'conversation', channelId: '20' },
  { kind: 'conversation', channelId: '20', messageId: '1001' },
] as const)('%o has an address that leads back to it', (address) => {
  expect(parseChatAddress(origin + chatPath(address), origin)).toEqual(address)
})

it.each([
  'https://elsewhere.example/channels/5/10',
  'https://parley.example/channels/5',
  'https://parley.example/channels/5/10/11/12',
  'https://parley.example/channels/a/b',
  'https://parley.example/settings/profile',
  'not an address',
])('%s leads to no chat here', (href) => expect(parseChatAddress(href, origin)).toBeUndefined())
