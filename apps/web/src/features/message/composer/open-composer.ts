import { replaceText } from './replace-text.ts'

/** Where one writes in the chat that is open, if one is. */
export const openComposer: { current: HTMLTextAreaElement | null } = { current: null }

/** Names somebody in the message that one is writing, where the caret is, for one to go on. */
export function writeMention(username: string): void {
  const { current: field } = openComposer
  if (!field) return
  const { selectionStart, selectionEnd, value } = field
  const before = value.slice(0, selectionStart)
  const after = value.slice(selectionEnd)
  const isApart = before === '' || /\s$/.test(before)
  replaceText(field, selectionStart, selectionEnd, `${isApart ? '' : ' '}@${username}${/^\s/.test(after) ? '' : ' '}`)
}
