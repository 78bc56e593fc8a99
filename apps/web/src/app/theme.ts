import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'system' | 'light' | 'dark'

// public/theme.js reads the same key before the first paint.
const key = 'parley:theme'
const root = document.documentElement

/** Applies a theme and keeps it for this browser. */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete root.dataset.theme
  else root.dataset.theme = choice
  try {
    if (choice === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, choice)
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

function subscribe(notify: () => void): () => void {
  const observer = new MutationObserver(notify)
  observer.observe(root, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

function themeChoice(): ThemeChoice {
  const { theme } = root.dataset
  return theme === 'dark' || theme === 'light' ? theme : 'system'
}

/** The theme chosen on this browser. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice)
}
