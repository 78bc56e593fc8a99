import { useRealtime } from '../../../realtime/realtime-provider.tsx'
import { readDraft, readEdit } from './drafts.ts'

/** Reads all that somebody has written in a channel and that has not arrived: on its way, the edit, the draft. */
export function useUnsent(): (channelId: string) => string {
  const { outbox, selfId } = useRealtime()
  return (channelId) => {
    const { entries } = outbox.useEntries.getState()
    const onTheirWay = entries.filter((entry) => entry.channelId === channelId && entry.state !== 'sent')
    const texts = [
      ...onTheirWay.map(({ content }) => content),
      readEdit(selfId, channelId)?.text ?? '',
      readDraft(selfId, channelId),
    ]
    return texts.filter((text) => text.trim() !== '').join('\n\n')
  }
}
