import { t } from '@lingui/core/macro'
import { copyText } from '../../../ui/copy-text.ts'
import { toastNotice } from '../../../ui/toaster.tsx'
import { useUnsent } from './use-unsent.ts'

/** Channels that are gone and whose text has been offered since the page was loaded. */
const offered = new Set<string>()

/** Whether the text of a channel that is gone has been offered already. Until it is taken or declined it will be again. */
export function wasOffered(channelId: string): boolean {
  return offered.has(channelId)
}

/** Notes that a channel is gone and its text is being offered. */
export function noteOffered(channelId: string): void {
  offered.add(channelId)
}

/** Tells what has become of channels, and offers what somebody was writing there until it is copied or dismissed. */
export function useGiveBack(): (channelIds: readonly string[], notice: string) => void {
  const unsent = useUnsent()
  return (channelIds, notice) => {
    for (const id of channelIds) noteOffered(id)
    const texts = channelIds.map((id) => unsent.read(id)).filter((text) => text !== '')
    const discard = () => {
      for (const id of channelIds) unsent.discard(id)
    }
    if (texts.length === 0) return toastNotice(notice)
    toastNotice(notice, {
      label: t`Copy what you were writing`,
      onSelect: async () => (await copyText(texts.join('\n\n'))) && discard(),
      onDismiss: discard,
    })
  }
}
