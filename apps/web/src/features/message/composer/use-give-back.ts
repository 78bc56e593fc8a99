import { t } from '@lingui/core/macro'
import { copyText } from '../../../ui/copy-text.ts'
import { toastNotice } from '../../../ui/toaster.tsx'
import { useUnsent } from './use-unsent.ts'

/** Channels that are gone and whose text is being offered; if nobody takes or declines it, again after a reload. */
const offered = new Set<string>()

/** Whether the text of a channel that is gone is being offered already. */
export function isOffered(channelId: string): boolean {
  return offered.has(channelId)
}

/** Notes that the text of a channel that is gone is being offered; or that it has been taken or declined. */
export function noteOffered(channelId: string, isOpen: boolean): void {
  if (isOpen) offered.add(channelId)
  else offered.delete(channelId)
}

/** Tells what has become of channels, and offers what somebody was writing there until it is copied or dismissed. */
export function useGiveBack(): (channelIds: readonly string[], notice: string) => void {
  const unsent = useUnsent()
  return (channelIds, notice) => {
    const texts = channelIds.map((id) => unsent.read(id)).filter((text) => text !== '')
    if (texts.length === 0) return toastNotice(notice)
    for (const id of channelIds) noteOffered(id, true)
    function discard(): void {
      for (const id of channelIds) {
        unsent.discard(id)
        noteOffered(id, false)
      }
    }
    toastNotice(notice, {
      label: t`Copy what you were writing`,
      onSelect: async () => (await copyText(texts.join('\n\n'))) && discard(),
      onDismiss: discard,
    })
  }
}
