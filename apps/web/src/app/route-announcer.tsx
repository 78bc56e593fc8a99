import { useEffect, useRef, useState } from 'react'
import { usePlace } from './router/place.ts'

/**
 * After going elsewhere, says the page's title where nothing else would: when what had the focus is gone. Then the page
 * itself gets it, so that the next Tab goes on from there. A chat that opens takes the focus to where one writes.
 */
export function RouteAnnouncer() {
  const pathname = usePlace((place) => place.pathname)
  const first = useRef(pathname)
  const [title, setTitle] = useState('')
  useEffect(() => {
    if (first.current === pathname) return
    first.current = ''
    setTitle('')
    const timer = setTimeout(() => {
      const focused = document.activeElement
      // On the page itself it may still be from the last time.
      if (focused?.checkVisibility() && !focused.matches('body, #main')) return
      document.getElementById('main')?.focus({ preventScroll: true })
      setTitle(document.title.replace(/^(\(\d+\+?\)|•) /, ''))
    }, 300)
    return () => clearTimeout(timer)
  }, [pathname])
  return (
    <p role="status" className="sr-only">
      {title}
    </p>
  )
}
