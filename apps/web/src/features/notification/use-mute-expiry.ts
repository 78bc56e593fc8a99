import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { keys } from '../../realtime/query-keys.ts'
import { liftExpiredMutes, notificationSettingsQuery } from './notification-settings.ts'

/** The longest a timer can wait. */
const MAX_DELAY = 2 ** 31 - 1

/** Turns what was muted for a while on again when that is over. */
export function useMuteExpiry(): void {
  const queryClient = useQueryClient()
  const { data } = useQuery(notificationSettingsQuery)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    function lift() {
      const known = queryClient.getQueryData(keys.notificationSettings)
      if (!known) return
      const { list, next } = liftExpiredMutes(known, Date.now())
      if (list !== known) queryClient.setQueryData(keys.notificationSettings, list)
      if (next !== undefined) timer = setTimeout(lift, Math.min(next - Date.now(), MAX_DELAY))
    }
    if (data) lift()
    return () => clearTimeout(timer)
  }, [queryClient, data])
}
