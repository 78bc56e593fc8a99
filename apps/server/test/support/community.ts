import type { ServerDetail } from '@parley/contracts/server'
import type { Person } from './people.ts'

/** A server, with what one needs to talk in it. */
export interface Community {
  server: ServerDetail
  serverId: string
  /** Its text channel. */
  channelId: string
  inviteCode: string
}

/** Somebody makes a server, and the others join it. */
export async function createCommunity(owner: Person, ...members: Person[]): Promise<Community> {
  const server = await owner.api.createServer({ body: { name: 'Harbour' } })
  const channelId = server.channels[0]?.id
  const { inviteCode } = server
  if (!channelId || !inviteCode) throw new Error('A new server has a channel and an invite')
  for (const { api } of members) await api.joinServer({ body: { inviteCode } })
  return { server, serverId: server.id, channelId, inviteCode }
}

/** Somebody says so many things in a channel, one after the other. @returns the messages */
export async function sayMany(person: Person, channelId: string, count: number) {
  const messages = []
  for (let number = 1; number <= count; number++) {
    messages.push(await person.api.sendMessage({ params: { channelId }, body: { content: `${number}` } }))
  }
  return messages
}
