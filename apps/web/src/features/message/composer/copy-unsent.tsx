import { t } from '@lingui/core/macro'
import { useEffect, useEffectEvent, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { toastSuccess } from '../../../ui/toaster.tsx'
import { useUnsent } from './use-unsent.ts'

/** Gives back what somebody was writing in a channel that is gone, where there is anything. */
export function CopyUnsent({ channelId }: { channelId: string }) {
  const readUnsent = useUnsent()
  const [unsent, setUnsent] = useState('')
  // The chat that goes away keeps the last keys as it goes, after this is drawn first.
  const read = useEffectEvent(() => setUnsent(readUnsent(channelId)))
  useEffect(() => read(), [])
  if (unsent === '') return null
  return (
    <Button onClick={async () => (await copyText(unsent)) && toastSuccess(t`Text copied`)}>
      {t`Copy what you were writing`}
    </Button>
  )
}
