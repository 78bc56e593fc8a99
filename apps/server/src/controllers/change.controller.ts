import { room } from '@parley/contracts/events'
import { logger } from '../lib/logger.ts'
import { publishEventsMissed, publishServerDeleted } from '../realtime/publisher.ts'
import * as rooms from '../realtime/rooms.ts'
import { type Change, followChanges } from '../repositories/change-feed.ts'
import { findServerIds, listChannels } from '../repositories/channel.repository.ts'
import { listAccess } from '../repositories/membership.repository.ts'
import { findExistingSessions } from '../repositories/session.repository.ts'
import { endCalls, endSeatIn, endSeatInServer, endSessionSeats, recheckSeats } from './seat.controller.ts'

/** Milliseconds until a check that failed is tried again. */
const RETRY_MS = 1_000

/**
 * Does to this instance's connections, and their seats in calls, what changes of sessions and memberships call for,
 * whichever instance made them.
 * @returns a function that ends it
 */
export function enforceChanges(): Promise<() => Promise<void>> {
  return followChanges({
    onChange: (change) => {
      enforce(change).catch((error) => {
        logger.warn({ err: error }, 'could not enforce a change')
        void recheckUntilDone()
      })
    },
    onGap: () => void recheckUntilDone(),
  })
}

async function enforce(change: Change): Promise<void> {
  switch (change.table) {
    case 'sessions':
      rooms.endConnections([change.id], change.reason || 'revoked')
      return endSessionSeats([change.id])
    case 'members':
      if (change.operation === 'insert') return rooms.enterServer(change.user_id, change.server_id)
      if (rooms.isHere(change.user_id)) await evict(change.user_id, change.server_id)
      return endSeatInServer(change.user_id, change.server_id)
    case 'participants':
      if (change.operation !== 'delete') return
      rooms.evictFromConversation(change.user_id, change.channel_id)
      return endSeatIn(change.user_id, [change.channel_id])
    case 'channels':
      rooms.closeRooms([room.channel(change.id), room.conversation(change.id)])
      return endCalls([change.id])
    case 'servers':
      if (change.operation !== 'delete') return
      // Told here, where its rooms are closed: whoever tells it from elsewhere may find them empty.
      publishServerDeleted(change.id)
      rooms.closeRooms([room.server(change.id)])
  }
}

async function evict(userId: string, serverId: string): Promise<void> {
  rooms.evictFromServer(userId, serverId, [])
  const channels = await listChannels(serverId)
  rooms.evictFromServer(
    userId,
    serverId,
    channels.map(({ id }) => String(id)),
  )
}

let isChecking = false

async function recheckUntilDone(): Promise<void> {
  if (isChecking) return
  isChecking = true
  try {
    await recheck()
    await recheckSeats()
    publishEventsMissed()
  } catch (error) {
    logger.warn({ err: error }, 'could not check who may still be connected')
    setTimeout(() => void recheckUntilDone(), RETRY_MS).unref()
  } finally {
    isChecking = false
  }
}

/** Holds every connection and what it listens to against the database. */
async function recheck(): Promise<void> {
  const connections = rooms.listConnections()
  if (connections.length === 0) return
  const sessionIds = [...new Set(connections.map(({ sessionId }) => sessionId))]
  const signedIn = await findExistingSessions(sessionIds)
  rooms.endConnections(
    sessionIds.filter((id) => !signedIn.has(id)),
    'revoked',
  )
  const [{ memberships, participations }, serverIds] = await Promise.all([
    listAccess([...new Set(connections.map(({ userId }) => userId))]),
    findServerIds(rooms.listOpen().channelIds),
  ])
  for (const { userId, rooms: joined, leave } of connections) {
    const seen = [...joined]
    for (const id of rooms.idsOf(seen, room.server(''))) if (!memberships.has(`${id}:${userId}`)) leave(room.server(id))
    for (const id of rooms.idsOf(seen, room.channel('')))
      if (!memberships.has(`${serverIds.get(id)}:${userId}`)) leave(room.channel(id))
    for (const id of rooms.idsOf(seen, room.conversation('')))
      if (!participations.has(`${id}:${userId}`)) leave(room.conversation(id))
  }
  for (const key of memberships) {
    const [serverId = '', userId = ''] = key.split(':')
    rooms.enterServer(userId, serverId)
  }
}
