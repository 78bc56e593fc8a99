import { useRealtime } from '../../../realtime/realtime-provider.tsx'
import { listDrafted, readDraft, readEdit, writeDraft, writeEdit } from './drafts.ts'

/** What somebody has written and that has not arrived: on its way, being edited, drafts. */
export interface Unsent {
  /** Where there is something. */
  channelIds(): string[]
  /** All that there is for a channel, as one text; empty where there is nothing. */
  read(channelId: string): string
  discard(channelId: string): void
}

/** What the signed-in person has written and that has not arrived. */
export function useUnsent(): Unsent {
  const { outbox, selfId } = useRealtime()
  const onTheirWay = () => outbox.useEntries.getState().entries.filter(({ state }) => state !== 'sent')
  const onTheirWayTo = (id: string) => onTheirWay().filter(({ channelId }) => channelId === id)
  return {
    channelIds: () => [...new Set([...onTheirWay().map(({ channelId }) => channelId), ...listDrafted(selfId)])],
    read(channelId) {
      const texts = [
        ...onTheirWayTo(channelId).map(({ content }) => content),
        readEdit(selfId, channelId)?.text ?? '',
        readDraft(selfId, channelId),
      ]
      return texts.filter((text) => text.trim() !== '').join('\n\n')
    },
    discard(channelId) {
      for (const { nonce } of onTheirWayTo(channelId)) outbox.discard(nonce)
      writeEdit(selfId, channelId, null)
      writeDraft(selfId, channelId, '')
    },
  }
}
