import { useEffect } from 'react'
import { navigate } from './router/history.ts'

/** Goes on to another page as soon as it is drawn. Once, however often it is drawn again while that page is on its way. */
export function Redirect({ to }: { to: string }) {
  useEffect(() => void navigate(to, { replace: true }), [to])
  return null
}
