import { t } from '@lingui/core/macro'
import { useEffect } from 'react'
import { useUnsent } from '../features/message/composer/use-unsent.ts'
import { copyText } from '../ui/copy-text.ts'
import { toastNotice } from '../ui/toaster.tsx'
import { Redirect } from './redirect.tsx'

export interface GoneProps {
  /** The channel or conversation that was open. */
  channelId: string
  /** What has become of it, in a sentence. */
  notice: string
  /** Where one is led instead. */
  to: string
}

/** Instead of a channel or conversation that is gone: says so, offers what one was writing there, and leads elsewhere. */
export function Gone({ channelId, notice, to }: GoneProps) {
  const readUnsent = useUnsent()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it is when it goes
  useEffect(() => {
    const unsent = readUnsent(channelId)
    toastNotice(
      notice,
      unsent === '' ? undefined : { label: t`Copy what you were writing`, onSelect: () => void copyText(unsent) },
    )
  }, [])
  return <Redirect to={to} />
}
