import { useSyncExternalStore } from 'react'

/** What one can choose about the looks, and the choices. The first of each is the default: what the system says. */
export interface Appearance {
  theme: 'system' | 'light' | 'dark'
  contrast: 'system' | 'more'
  density: 'comfortable' | 'compact'
}

const defaults: Appearance = { theme: 'system', contrast: 'system', density: 'comfortable' }
const root = document.documentElement

// public/appearance.js reads the same keys before the first paint.
const storageKey = (name: keyof Appearance) => `parley:${name}`

/** Applies a choice and keeps it for this browser. */
export function chooseAppearance<Name extends keyof Appearance>(name: Name, choice: Appearance[Name]): void {
  const isDefault = choice === defaults[name]
  if (isDefault) delete root.dataset[name]
  else root.dataset[name] = choice
  try {
    if (isDefault) localStorage.removeItem(storageKey(name))
    else localStorage.setItem(storageKey(name), choice)
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

function subscribe(notify: () => void): () => void {
  const observer = new MutationObserver(notify)
  observer.observe(root, { attributeFilter: Object.keys(defaults).map((name) => `data-${name}`) })
  return () => observer.disconnect()
}

/** What is chosen on this browser. */
export function useAppearance<Name extends keyof Appearance>(name: Name): Appearance[Name] {
  return useSyncExternalStore(subscribe, () => (root.dataset[name] as Appearance[Name] | undefined) ?? defaults[name])
}
