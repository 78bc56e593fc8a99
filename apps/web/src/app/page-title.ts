import { useEffect } from 'react'
import { isolate } from './isolate.ts'

let page = ''
let waiting = { unread: 0, personal: 0 }

/** "(3) #general · Parley": what is meant for one is counted, other unread messages are a dot. */
function tabTitle(page: string, { unread, personal }: { unread: number; personal: number }): string {
  const mark = personal > 0 ? `(${personal > 99 ? '99+' : personal}) ` : unread > 0 ? '• ' : ''
  return `${mark}${page ? `${isolate(page)} · ` : ''}Parley`
}

function apply(): void {
  document.title = tabTitle(page, waiting)
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

/** Shows in front of the page's title how much waits. */
export function showInTitle(attention: { unread: number; personal: number }): void {
  waiting = attention
  apply()
}
