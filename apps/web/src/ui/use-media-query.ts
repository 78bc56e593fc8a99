import { useCallback, useSyncExternalStore } from 'react'

/** Whether a CSS media query matches now; follows changes. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (notify: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', notify)
      return () => list.removeEventListener('change', notify)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

/** Below this width one pane fills the screen; the same as Tailwind's `md`. */
export const useIsNarrow = () => useMediaQuery('(width < 48rem)')
