import { create } from 'zustand'

const KEY = 'parley:notifications'

/** What this device does when there is something to tell. */
export interface NotificationPreferences {
  sound: boolean
  /** Shows notifications of the system, where the browser has been allowed to. */
  desktop: boolean
}

const defaults: NotificationPreferences = { sound: true, desktop: true }

function read(): NotificationPreferences {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<NotificationPreferences>) }
  } catch {
    return defaults
  }
}

const usePreferences = create<NotificationPreferences>(read)

// Another tab of this browser has changed them.
addEventListener('storage', ({ key }) => {
  if (key === KEY) usePreferences.setState(read())
})

/** What this device does when there is something to tell. */
export function useNotificationPreferences(): NotificationPreferences {
  return usePreferences()
}

/** The same outside of what is drawn. */
export function notificationPreferences(): NotificationPreferences {
  return usePreferences.getState()
}

/** Changes what this device does. */
export function changeNotificationPreferences(change: Partial<NotificationPreferences>): void {
  usePreferences.setState(change)
  try {
    localStorage.setItem(KEY, JSON.stringify(usePreferences.getState()))
  } catch {
    // Storage is blocked: it lasts as long as the page.
  }
}
