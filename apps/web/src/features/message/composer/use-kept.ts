import { useEffect, useEffectEvent } from 'react'

/** Milliseconds after the last key until what was written is kept. */
const DELAY = 300

/** Keeps what is being written a moment after the last key, and when the chat or the page goes away. */
export function useKept<Value>(value: Value, keep: (value: Value) => void): void {
  const keepNow = useEffectEvent(() => keep(value))
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew with every key
  useEffect(() => {
    const timer = setTimeout(() => keepNow(), DELAY)
    return () => clearTimeout(timer)
  }, [value])
  useEffect(() => {
    const onPageHide = () => keepNow()
    addEventListener('pagehide', onPageHide)
    return () => {
      removeEventListener('pagehide', onPageHide)
      keepNow()
    }
  }, [])
}
