import { t } from '@lingui/core/macro'

/** One combination of keys. `mod` is Ctrl, and ⌘ on Apple's machines. */
interface Combination {
  /** As `KeyboardEvent.key`, letters in lower case. */
  key: string
  mod?: true
  alt?: true
  shift?: true
}

interface Shortcut {
  keys: Combination
  /** Where a part of the page listens itself, because it means something else elsewhere. */
  local?: true
}

/** Every shortcut there is: the keyboard goes by this table, and so does the sheet that explains it. */
export const shortcuts = {
  'quick-switcher': { keys: { key: 'k', mod: true } },
  'previous-channel': { keys: { key: 'ArrowUp', alt: true } },
  'next-channel': { keys: { key: 'ArrowDown', alt: true } },
  'previous-unread': { keys: { key: 'ArrowUp', alt: true, shift: true } },
  'next-unread': { keys: { key: 'ArrowDown', alt: true, shift: true } },
  'previous-server': { keys: { key: 'ArrowUp', mod: true, alt: true } },
  'next-server': { keys: { key: 'ArrowDown', mod: true, alt: true } },
  'next-pane': { keys: { key: 'F6' } },
  'previous-pane': { keys: { key: 'F6', shift: true } },
  'mark-channel-read': { keys: { key: 'Escape' } },
  'mark-server-read': { keys: { key: 'Escape', shift: true } },
  'toggle-members': { keys: { key: 'i', mod: true } },
  'copy-message': { keys: { key: 'c' }, local: true },
  'mark-message-unread': { keys: { key: 'u' }, local: true },
  'edit-message': { keys: { key: 'e' }, local: true },
  'delete-message': { keys: { key: 'Delete' }, local: true },
  send: { keys: { key: 'Enter' }, local: true },
  'new-line': { keys: { key: 'Enter', shift: true }, local: true },
  'edit-last': { keys: { key: 'ArrowUp' }, local: true },
  'toggle-mute': { keys: { key: 'm', mod: true, shift: true } },
  'toggle-deafen': { keys: { key: 'd', mod: true, shift: true } },
  help: { keys: { key: '/', mod: true } },
  settings: { keys: { key: ',', mod: true } },
} as const satisfies Record<string, Shortcut>

export type ShortcutName = keyof typeof shortcuts

const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '')

/** The shortcut a key press means, if any. */
export function matchShortcut(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  apple = isApple,
): ShortcutName | undefined {
  const mod = apple ? event.metaKey : event.ctrlKey
  const otherMod = apple ? event.ctrlKey : event.metaKey
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (otherMod) return undefined
  for (const [name, shortcut] of Object.entries(shortcuts) as [ShortcutName, Shortcut][]) {
    const { keys } = shortcut
    if (shortcut.local || keys.key !== key) continue
    // On some keyboards the slash is on a shifted key.
    const shiftFits = key === '/' || event.shiftKey === (keys.shift ?? false)
    if (mod === (keys.mod ?? false) && event.altKey === (keys.alt ?? false) && shiftFits) return name
  }
  return undefined
}

/** The keys of a shortcut as they are written on this machine's keyboard. */
export function shortcutKeys(name: ShortcutName, apple = isApple): string[] {
  const { key, mod, alt, shift }: Combination = shortcuts[name].keys
  return [
    ...(mod ? [apple ? '⌘' : t`Ctrl`] : []),
    ...(alt ? [apple ? '⌥' : 'Alt'] : []),
    ...(shift ? [apple ? '⇧' : t`Shift`] : []),
    nameOfKey(key),
  ]
}

function nameOfKey(key: string): string {
  if (key === 'ArrowUp') return '↑'
  if (key === 'ArrowDown') return '↓'
  if (key === 'Escape') return 'Esc'
  if (key === 'Delete') return t`Del`
  return key.length === 1 ? key.toUpperCase() : key
}

/** The same in one word: "Ctrl+K", "⌘K". */
export function describeShortcut(name: ShortcutName): string {
  return shortcutKeys(name).join(isApple ? '' : '+')
}
