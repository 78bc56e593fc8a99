import type { Realtime } from '@parley/client/realtime'
import { createCommunity } from '../../support/community.ts'
import { listen } from '../../support/event-log.ts'
import { CookieJar, type Person, password, signIn, signUp } from '../../support/people.ts'
import { browser, type Call } from '../../support/rest.ts'

/**
 * Who asks. Owner, member and author belong to one server, in which the author has written; author and member share a
 * conversation of two and a group. The stranger is signed in and has to do with none of it, and is where "somebody
 * else's" comes from.
 */
export const askers = ['anonymous', 'stranger', 'member', 'author', 'owner'] as const
export type Asker = (typeof askers)[number]

/** A live connection of each. */
export type Connections = Record<Exclude<Asker, 'anonymous'>, Realtime>

/** What somebody may or may not see. */
export interface Things {
  serverId: string
  /** A text channel, and a message of the author in it. */
  channelId: string
  messageId: string
  voiceChannelId: string
  /** The author's conversation with the member, and a message of the author in it. */
  dmId: string
  dmMessageId: string
  /** The group of author and member, and a message of the author in it. */
  groupId: string
  groupMessageId: string
  inviteCode: string
  /** Id of one more login of the author. */
  newSessionId(): Promise<string>
}

/** No id that was ever made. */
export const absentId = '1000000000000000001'

/** The same, of which nothing exists. */
export const absentThings: Things = {
  serverId: absentId,
  channelId: absentId,
  messageId: absentId,
  voiceChannelId: absentId,
  dmId: absentId,
  dmMessageId: absentId,
  groupId: absentId,
  groupMessageId: absentId,
  inviteCode: 'AAAAAAAAAAAA',
  newSessionId: async () => absentId,
}

export interface Cast {
  url: string
  stranger: Person
  member: Person
  author: Person
  owner: Person
  /** What each says over REST. */
  call: Record<Asker, Call>
}

/** Signs everybody up. */
export async function gatherCast(url: string): Promise<Cast> {
  const [stranger, member, author, owner] = await Promise.all([
    signUp(url, 'stranger'),
    signUp(url, 'member'),
    signUp(url, 'author'),
    signUp(url, 'owner'),
  ])
  const call = {
    // With the cookies of somebody who looks at the sign-in page.
    anonymous: browser(url, new CookieJar()),
    stranger: browser(url, stranger.jar),
    member: browser(url, member.jar),
    author: browser(url, author.jar),
    owner: browser(url, owner.jar),
  }
  return { url, stranger, member, author, owner, call }
}

/** Opens a connection of each who may have one, and holds what it receives against the contract. */
export async function openConnections({ stranger, member, author, owner }: Cast): Promise<Connections> {
  const open = async (person: Person) => (await listen(person)).live
  return {
    stranger: await open(stranger),
    member: await open(member),
    author: await open(author),
    owner: await open(owner),
  }
}

/** Makes one of everything anew. */
export async function createThings({ url, owner, author, member }: Cast): Promise<Things> {
  const { serverId, channelId, voiceChannelId, inviteCode } = await createCommunity(owner, member, author)
  const say = { content: 'Ahoy' }
  const message = await author.api.sendMessage({ params: { channelId }, body: say })
  const dm = await author.api.createConversation({ body: { userId: member.user.id } })
  const group = await author.api.createConversation({ body: { userIds: [member.user.id] } })
  const [dmMessage, groupMessage] = await Promise.all(
    [dm, group].map(({ id }) => author.api.sendConversationMessage({ params: { conversationId: id }, body: say })),
  )
  return {
    serverId,
    channelId,
    messageId: message.id,
    voiceChannelId,
    dmId: dm.id,
    dmMessageId: dmMessage?.id ?? '',
    groupId: group.id,
    groupMessageId: groupMessage?.id ?? '',
    inviteCode,
    newSessionId: () => signInAgain(url, author),
  }
}

/** One more login of somebody. @returns its id */
async function signInAgain(url: string, person: Person): Promise<string> {
  const again = await signIn(url, person)
  const sessions = await again.api.listSessions()
  return sessions.find((session) => session.current)?.id ?? ''
}

export const credentialsOf = ({ email }: Person) => ({ email, password })
