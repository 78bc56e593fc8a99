import { t } from '@lingui/core/macro'
import type { LinkOptions } from '@tanstack/react-router'
import { useEffect } from 'react'
import { readUnsent } from '../features/message/composer/drafts.ts'
import { useSelf } from '../features/user/user-queries.ts'
import { copyText } from '../ui/copy-text.ts'
import { toastNotice } from '../ui/toaster.tsx'
import { Redirect } from './redirect.tsx'

export interface GoneProps {
  /** The channel or conversation that was open. */
  channelId: string
  /** What has become of it, in a sentence. */
  notice: string
  /** Where one is led instead. */
  to: LinkOptions
}

/** Instead of a channel or conversation that is gone: says so, offers what one was writing there, and leads elsewhere. */
export function Gone({ channelId, notice, to }: GoneProps) {
  const self = useSelf()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it is when it goes
  useEffect(() => {
    const unsent = readUnsent(self.id, channelId)
    toastNotice(
      notice,
      unsent === '' ? undefined : { label: t`Copy what you were writing`, onSelect: () => void copyText(unsent) },
    )
  }, [])
  return <Redirect to={to} />
}
