/** Longer texts are cut by most systems anyway, and need not lie in their logs. */
const MAX_LENGTH = 180

export interface SystemNotification {
  title: string
  body?: string
  /** The picture of who it is about. */
  avatarUrl: string | null
  /** One at a time for each channel or conversation. */
  channelId: string
  /** What is opened when it is pressed. */
  path: string
}

/** Whether the browser may show notifications: `unsupported` without HTTPS. */
export type NotificationSupport = NotificationPermission | 'unsupported'

/** As the browser says now; asking for it is another step. */
export function notificationSupport(): NotificationSupport {
  return 'Notification' in globalThis && 'serviceWorker' in navigator ? Notification.permission : 'unsupported'
}

/** Shows a notification of the system. The service worker opens what it is about when it is pressed. */
export async function showNotification(notification: SystemNotification): Promise<void> {
  const { title, body = '', avatarUrl, channelId, path } = notification
  const registration = await navigator.serviceWorker.ready
  await registration.showNotification(title, {
    body: body.slice(0, MAX_LENGTH),
    icon: avatarUrl ?? '/icon-192.png',
    badge: '/icon-192.png',
    tag: channelId,
    // We have a sound of our own, with a switch.
    silent: true,
    data: { path },
  })
}
