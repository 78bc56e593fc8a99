import { t } from '@lingui/core/macro'
import type { Author } from '@parley/contracts/user'
import { conversationPath } from '../../app/paths.ts'
import type { Connection } from '../../realtime/connection.ts'
import { currentStatus } from '../presence/own-presence.ts'
import { isPageActive } from '../read-state/use-page-active.ts'
import { notificationPreferences } from './preferences.ts'
import { notificationSupport, showNotification } from './show-notification.ts'
import { ANYTHING, isOnScreen } from './tabs.ts'

/** Tells who calls, and who has called in vain, while nobody looks at any of this browser's tabs. @returns what stops it */
export function notifyOfCalls(connection: Connection, selfId: string, isChosen: () => boolean): () => void {
  const callers = new Map<string, Author>()
  async function tell(channelId: string, title: string, avatarUrl: string | null) {
    const isWanted = notificationPreferences().desktop && notificationSupport() === 'granted'
    if (!isWanted || currentStatus() === 'dnd' || !isChosen()) return
    if (isPageActive() || (await isOnScreen(ANYTHING))) return
    await showNotification({ title, avatarUrl, channelId, path: conversationPath(channelId) })
  }
  const stops = [
    connection.on('call-ring', ({ callId, participant: { user } }) => {
      callers.set(callId, user)
      const { displayName: name, avatarUrl } = user
      void tell(callId, t`${name} is calling you`, avatarUrl)
    }),
    connection.on('call-ring-ended', ({ callId, userId, reason }) => {
      const caller = callers.get(callId)
      if (!caller || userId !== selfId || (reason !== 'missed' && reason !== 'cancelled')) return
      const { displayName: name, avatarUrl } = caller
      void tell(callId, t`You have missed a call from ${name}.`, avatarUrl)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
