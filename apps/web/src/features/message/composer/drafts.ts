const draftKey = (selfId: string, channelId: string) => `parley:draft:${selfId}:${channelId}`
const editKey = (selfId: string, channelId: string) => `parley:edit:${selfId}:${channelId}`

/** A message that is being edited, with its text so far. */
export interface Edit {
  id: string
  text: string
  /** When the message that one began from was last edited. */
  editedAt: string | null
}

/** The channels in which somebody has begun to write or to edit something. */
export function listDrafted(selfId: string): string[] {
  const beginnings = [draftKey(selfId, ''), editKey(selfId, '')]
  const idIn = (key: string) => {
    const beginning = beginnings.find((candidate) => key.startsWith(candidate))
    return beginning === undefined ? [] : [key.slice(beginning.length)]
  }
  try {
    return [...new Set(Object.keys(localStorage).flatMap(idIn))]
  } catch {
    return []
  }
}

/** What somebody had begun to write in a channel. */
export function readDraft(selfId: string, channelId: string): string {
  return read(draftKey(selfId, channelId)) ?? ''
}

/** Keeps what is being written, over reloads. */
export function writeDraft(selfId: string, channelId: string, draft: string): void {
  write(draftKey(selfId, channelId), draft.trim() === '' ? null : draft)
}

/** The message that somebody had begun to edit in a channel. */
export function readEdit(selfId: string, channelId: string): Edit | null {
  try {
    const kept: unknown = JSON.parse(read(editKey(selfId, channelId)) ?? 'null')
    return isEdit(kept) ? kept : null
  } catch {
    return null
  }
}

/** Keeps an edit as drafts are kept. */
export function writeEdit(selfId: string, channelId: string, edit: Edit | null): void {
  write(editKey(selfId, channelId), edit && JSON.stringify({ id: edit.id, text: edit.text, editedAt: edit.editedAt }))
}

function isEdit(value: unknown): value is Edit {
  const { id, text, editedAt } = (value ?? {}) as Partial<Record<keyof Edit, unknown>>
  return typeof id === 'string' && typeof text === 'string' && (editedAt === null || typeof editedAt === 'string')
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Full or forbidden storage: then what is written lasts as long as the page.
  }
}
