import { t } from '@lingui/core/macro'

/** One combination of keys. `mod` is Ctrl, and ⌘ on Apple's machines. */
interface Combination {
  /** As `KeyboardEvent.key`, letters in lower case. */
  key: string
  mod?: true
  alt?: true
  shift?: true
}

type Group = 'going' | 'reading' | 'message' | 'writing' | 'call' | 'app'

interface Shortcut {
  keys: Combination
  group: Group
  /** What it does, on the help sheet. */
  explain: () => string
  /** Where a part of the page listens itself, because it means something else elsewhere. */
  local?: true
}

/** Every shortcut there is: the keyboard goes by this table, and the help sheet shows it. */
export const shortcuts = {
  'quick-switcher': { keys: { key: 'k', mod: true }, group: 'going', explain: () => t`Jump to anybody or anything` },
  'previous-channel': { keys: { key: 'ArrowUp', alt: true }, group: 'going', explain: () => t`Previous channel` },
  'next-channel': { keys: { key: 'ArrowDown', alt: true }, group: 'going', explain: () => t`Next channel` },
  'previous-unread': {
    keys: { key: 'ArrowUp', alt: true, shift: true },
    group: 'going',
    explain: () => t`Previous unread channel`,
  },
  'next-unread': {
    keys: { key: 'ArrowDown', alt: true, shift: true },
    group: 'going',
    explain: () => t`Next unread channel`,
  },
  'previous-server': {
    keys: { key: 'ArrowUp', mod: true, alt: true },
    group: 'going',
    explain: () => t`Previous server`,
  },
  'next-server': { keys: { key: 'ArrowDown', mod: true, alt: true }, group: 'going', explain: () => t`Next server` },
  'next-pane': { keys: { key: 'F6' }, group: 'going', explain: () => t`Next part of the page` },
  'previous-pane': { keys: { key: 'F6', shift: true }, group: 'going', explain: () => t`Previous part of the page` },
  'mark-channel-read': { keys: { key: 'Escape' }, group: 'reading', explain: () => t`Mark the channel as read` },
  'mark-server-read': {
    keys: { key: 'Escape', shift: true },
    group: 'reading',
    explain: () => t`Mark the server as read`,
  },
  'toggle-members': { keys: { key: 'i', mod: true }, group: 'reading', explain: () => t`Show or hide the members` },
  'copy-message': { keys: { key: 'c' }, group: 'message', explain: () => t`Copy its text`, local: true },
  'mark-message-unread': {
    keys: { key: 'u' },
    group: 'message',
    explain: () => t`Mark as unread from here`,
    local: true,
  },
  'edit-message': { keys: { key: 'e' }, group: 'message', explain: () => t`Edit it`, local: true },
  'delete-message': { keys: { key: 'Delete' }, group: 'message', explain: () => t`Delete it`, local: true },
  send: { keys: { key: 'Enter' }, group: 'writing', explain: () => t`Send the message`, local: true },
  'new-line': {
    keys: { key: 'Enter', shift: true },
    group: 'writing',
    explain: () => t`Start a new line`,
    local: true,
  },
  'edit-last': {
    keys: { key: 'ArrowUp' },
    group: 'writing',
    explain: () => t`Edit your last message, when nothing is written`,
    local: true,
  },
  'toggle-mute': {
    keys: { key: 'm', mod: true, shift: true },
    group: 'call',
    explain: () => t`Mute`,
  },
  'toggle-deafen': { keys: { key: 'd', mod: true, shift: true }, group: 'call', explain: () => t`Deafen` },
  help: { keys: { key: '/', mod: true }, group: 'app', explain: () => t`Show these shortcuts` },
  settings: { keys: { key: ',', mod: true }, group: 'app', explain: () => t`Open the settings` },
} as const satisfies Record<string, Shortcut>

export type ShortcutName = keyof typeof shortcuts

/** The headings of the help sheet, in order. */
export const shortcutGroups: readonly { group: Group; explain: () => string }[] = [
  { group: 'going', explain: () => t`Getting around` },
  { group: 'reading', explain: () => t`Reading` },
  { group: 'message', explain: () => t`On the message that has the focus` },
  { group: 'writing', explain: () => t`Writing` },
  { group: 'call', explain: () => t`In a call` },
  { group: 'app', explain: () => t`Parley` },
]

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
