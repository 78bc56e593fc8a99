import { useEffect } from 'react'

let page = ''
let unread = 0

function apply(): void {
  const count = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : ''
  document.title = `${count}${page ? `${page} · ` : ''}Parley`
}

/** Names the page in the browser's tab for as long as it is open. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    page = title ?? ''
    apply()
    return () => {
      page = ''
      apply()
    }
  }, [title])
}

/** Shows a number of unread messages in front of the page's title. */
export function showUnreadInTitle(count: number): void {
  unread = count
  apply()
}
