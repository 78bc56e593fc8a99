import type { ServerDetail } from '@parley/contracts/server'
import type { Person } from './people.ts'

/** A server, with what one needs to talk in it. */
export interface Community {
  server: ServerDetail
  serverId: string
  /** Its text channel. */
  channelId: string
  /** Its voice channel. */
  voiceChannelId: string
  inviteCode: string
}

/** Somebody makes a server, and the others join it. */
export async function createCommunity(owner: Person, ...members: Person[]): Promise<Community> {
  const server = await owner.api.createServer({ body: { name: 'Harbour' } })
  const [channelId, voiceChannelId] = server.channels.map(({ id }) => id)
  const { inviteCode } = server
  if (!channelId || !voiceChannelId || !inviteCode) throw new Error('A new server has two channels and an invite')
  for (const { api } of members) await api.joinServer({ body: { inviteCode } })
  return { server, serverId: server.id, channelId, voiceChannelId, inviteCode }
}

/** Somebody says so many things in a channel, one after the other. @returns the messages */
export async function sayMany(person: Person, channelId: string, count: number) {
  const messages = []
  for (let number = 1; number <= count; number++) {
    messages.push(await person.api.sendMessage({ params: { channelId }, body: { content: `${number}` } }))
  }
  return messages
}
