import { useEffect } from 'react'
import { showUnreadInTitle } from '../../app/page-title.ts'
import { useTotalUnread } from './unread.ts'

/** Shows the number of unread messages in the browser's tab: "(3) #general · Parley". */
export function useUnreadTitle(): void {
  const unread = useTotalUnread()
  useEffect(() => showUnreadInTitle(unread), [unread])
}
