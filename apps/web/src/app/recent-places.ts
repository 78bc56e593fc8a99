import { useEffect } from 'react'
import { usePlace } from './router/place.ts'

const KEY = 'parley:recent-places'
const MAX = 20

/** Ids of the channels and conversations one was in on this device, the latest first. */
export function recentPlaces(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

/** Notes the channel or conversation that is open. */
export function useRecentPlaces(): void {
  const openId = usePlace(({ params }) => params.channelId ?? params.conversationId)
  useEffect(() => {
    if (openId === undefined) return
    try {
      const ids = [openId, ...recentPlaces().filter((id) => id !== openId)]
      localStorage.setItem(KEY, JSON.stringify(ids.slice(0, MAX)))
    } catch {
      // Storage is blocked or full: nothing is recent.
    }
  }, [openId])
}
