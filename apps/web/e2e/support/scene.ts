import type { ServerDetail } from '@parley/contracts/server'
import type { Person } from './person.ts'

/** A server with a channel, as its owner sees it. */
export interface Scene {
  server: ServerDetail
  channelId: string
  /** Address of the channel. */
  path: string
}

/** Lets the first person make a server that the others join. */
export async function meet(name: string, owner: Person, ...others: Person[]): Promise<Scene> {
  const server = await owner.api.createServer({ body: { name } })
  const [channel] = server.channels
  if (!channel || !server.inviteCode) throw new Error('A new server has a channel and an invite')
  for (const other of others) await other.api.joinServer({ body: { inviteCode: server.inviteCode } })
  return { server, channelId: channel.id, path: `/channels/${server.id}/${channel.id}` }
}
