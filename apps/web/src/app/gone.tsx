import { useEffect } from 'react'
import { useGiveBack } from '../features/message/composer/use-give-back.ts'
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
  const giveBack = useGiveBack()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it is when it goes
  useEffect(() => giveBack([channelId], notice), [])
  return <Redirect to={to} />
}
