import { navigate } from './router/history.ts'

/**
 * Goes to a page that one may just have come from: back, then, so that the browser's Back button does not lead to and fro
 * between the two.
 */
export function goTo(path: string): void {
  if (previousPath() === path) history.back()
  else void navigate(path)
}

function previousPath(): string | undefined {
  // Older browsers do not tell.
  const { navigation } = window as Partial<typeof window>
  const index = navigation?.currentEntry?.index ?? 0
  const url = navigation?.entries()[index - 1]?.url
  return url ? new URL(url).pathname : undefined
}
