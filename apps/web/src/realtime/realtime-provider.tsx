import type { SessionEndReason } from '@parley/contracts/events'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useLayoutEffect, useState } from 'react'
import { type Session, startSession } from './session.ts'

const RealtimeContext = createContext<Session | null>(null)

export interface RealtimeProviderProps {
  /** The signed-in user's id. */
  selfId: string
  onSessionEnded: (reason: Exclude<SessionEndReason, 'slow_consumer'>) => void
  children: ReactNode
}

/** Keeps the live connection of the signed-in person, and all that depends on it, for everything inside. */
export function RealtimeProvider({ selfId, onSessionEnded, children }: RealtimeProviderProps) {
  const queryClient = useQueryClient()
  const [session, setSession] = useState<Session | null>(null)
  // Before anything is painted: the page would be blank for a moment.
  useLayoutEffect(() => {
    const started = startSession(queryClient, selfId, onSessionEnded)
    setSession(started)
    return () => {
      setSession(null)
      started.stop()
    }
  }, [queryClient, selfId, onSessionEnded])
  return session && <RealtimeContext value={session}>{children}</RealtimeContext>
}

/** The live connection, the outbox and the read marker of the signed-in person. */
export function useRealtime(): Session {
  const session = use(RealtimeContext)
  if (session === null) throw new Error('useRealtime needs a RealtimeProvider around it')
  return session
}
