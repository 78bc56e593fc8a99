import { t } from '@lingui/core/macro'
import type { Message } from '@parley/contracts/message'
import { plainText } from '../message/plain-text.ts'

/** Longer texts are cut by most systems anyway, and need not lie in their logs. */
const MAX_LENGTH = 180

export interface NotificationPlace {
  /** The channel, or the group; undefined in a conversation of two. */
  name: string | undefined
  /** The address of the message. */
  path: string
}

/** Whether the browser may show notifications: `unsupported` without HTTPS. */
export type NotificationSupport = NotificationPermission | 'unsupported'

/** As the browser says now; asking for it is another step. */
export function notificationSupport(): NotificationSupport {
  return 'Notification' in globalThis && 'serviceWorker' in navigator ? Notification.permission : 'unsupported'
}

/** Shows a message as a notification of the system. The service worker opens it when it is pressed. */
export async function showNotification(message: Message, { name, path }: NotificationPlace): Promise<void> {
  const { displayName, avatarUrl } = message.author
  const registration = await navigator.serviceWorker.ready
  await registration.showNotification(name ? t`${displayName} in ${name}` : displayName, {
    body: plainText(message.content).slice(0, MAX_LENGTH),
    icon: avatarUrl ?? '/icon-192.png',
    badge: '/icon-192.png',
    // One at a time for each channel.
    tag: message.channelId,
    // We have a sound of our own, with a switch.
    silent: true,
    data: { path },
  })
}
