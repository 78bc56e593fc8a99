import { type LinkOptions, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/**
 * Goes on to another page as soon as it is drawn. Unlike the router's own `Navigate` it does so once, however often it
 * is drawn again while that page is on its way.
 */
export function Redirect({ to }: { to: LinkOptions }) {
  const router = useRouter()
  const { href } = router.buildLocation(to)
  useEffect(() => {
    router.history.replace(href)
  }, [router, href])
  return null
}
