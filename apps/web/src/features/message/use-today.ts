import { useSyncExternalStore } from 'react'
import { dayKey } from './time.ts'

/** Milliseconds between two looks at the calendar; the machine may have slept over midnight. */
const INTERVAL = 30_000

function subscribe(notify: () => void): () => void {
  const timer = setInterval(notify, INTERVAL)
  return () => clearInterval(timer)
}

/** The local day, as a key that changes at midnight. */
export function useToday(): string {
  return useSyncExternalStore(subscribe, () => dayKey(new Date()))
}
