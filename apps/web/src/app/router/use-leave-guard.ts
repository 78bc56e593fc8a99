import { useEffect, useState } from 'react'
import { guardLeaving } from './history.ts'

export interface LeaveGuard {
  /** One is about to leave and has to be asked. */
  isAsking: boolean
  leave: () => void
  stay: () => void
}

/** Keeps one on the page until one has said that one wants to leave it, also by closing or reloading it. */
export function useLeaveGuard(isGuarded: boolean): LeaveGuard {
  const [leave, setLeave] = useState<() => void>()
  const stay = () => setLeave(undefined)
  useEffect(() => {
    if (!isGuarded) return
    const lifetime = new AbortController()
    addEventListener('beforeunload', (event) => event.preventDefault(), lifetime)
    const stopGuarding = guardLeaving((go) => {
      setLeave(() => () => {
        stopGuarding()
        go()
      })
    })
    return () => {
      lifetime.abort()
      stopGuarding()
    }
  }, [isGuarded])
  return {
    isAsking: leave !== undefined,
    leave: () => {
      stay()
      leave?.()
    },
    stay,
  }
}
