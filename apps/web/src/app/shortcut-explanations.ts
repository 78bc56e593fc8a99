import { t } from '@lingui/core/macro'
import type { ShortcutName } from './shortcuts.ts'

type Group = 'going' | 'reading' | 'message' | 'writing' | 'call' | 'app'

/** The headings of the help sheet, in order. */
export const shortcutGroups: readonly { group: Group; explain: () => string }[] = [
  { group: 'going', explain: () => t`Getting around` },
  { group: 'reading', explain: () => t`Reading` },
  { group: 'message', explain: () => t`On the message that has the focus` },
  { group: 'writing', explain: () => t`Writing` },
  { group: 'call', explain: () => t`In a call` },
  { group: 'app', explain: () => t`Parley` },
]

/** What every shortcut does, in order. */
export const explanations: Record<ShortcutName, { group: Group; explain: () => string }> = {
  'quick-switcher': { group: 'going', explain: () => t`Jump to anybody or anything` },
  'previous-channel': { group: 'going', explain: () => t`Previous channel` },
  'next-channel': { group: 'going', explain: () => t`Next channel` },
  'previous-unread': { group: 'going', explain: () => t`Previous unread channel` },
  'next-unread': { group: 'going', explain: () => t`Next unread channel` },
  'previous-server': { group: 'going', explain: () => t`Previous server` },
  'next-server': { group: 'going', explain: () => t`Next server` },
  'next-pane': { group: 'going', explain: () => t`Next part of the page` },
  'previous-pane': { group: 'going', explain: () => t`Previous part of the page` },
  'mark-channel-read': { group: 'reading', explain: () => t`Mark the channel as read` },
  'mark-server-read': { group: 'reading', explain: () => t`Mark the server as read` },
  'toggle-members': { group: 'reading', explain: () => t`Show or hide the members` },
  'copy-message': { group: 'message', explain: () => t`Copy its text` },
  'mark-message-unread': { group: 'message', explain: () => t`Mark as unread from here` },
  'edit-message': { group: 'message', explain: () => t`Edit it` },
  'delete-message': { group: 'message', explain: () => t`Delete it` },
  send: { group: 'writing', explain: () => t`Send the message` },
  'new-line': { group: 'writing', explain: () => t`Start a new line` },
  'edit-last': { group: 'writing', explain: () => t`Edit your last message, when nothing is written` },
  'toggle-mute': { group: 'call', explain: () => t`Mute` },
  'toggle-deafen': { group: 'call', explain: () => t`Deafen` },
  help: { group: 'app', explain: () => t`Show these shortcuts` },
  settings: { group: 'app', explain: () => t`Open the settings` },
}
