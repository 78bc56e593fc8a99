const key = (selfId: string, channelId: string) => `parley:draft:${selfId}:${channelId}`

/** What somebody had begun to write in a channel. */
export function readDraft(selfId: string, channelId: string): string {
  try {
    return localStorage.getItem(key(selfId, channelId)) ?? ''
  } catch {
    return ''
  }
}

/** Keeps what is being written, over reloads. */
export function writeDraft(selfId: string, channelId: string, draft: string): void {
  try {
    if (draft.trim() === '') localStorage.removeItem(key(selfId, channelId))
    else localStorage.setItem(key(selfId, channelId), draft)
  } catch {
    // Full or forbidden storage: then a draft lasts as long as the page.
  }
}
