import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { toastSuccess } from '../../../ui/toaster.tsx'
import { useSelf } from '../../user/user-queries.ts'
import { readUnsent } from './drafts.ts'

/** Gives back what somebody was writing in a channel that is gone, where there is anything. */
export function CopyUnsent({ channelId }: { channelId: string }) {
  const self = useSelf()
  const [unsent, setUnsent] = useState('')
  // The chat that goes away keeps the last keys as it goes, after this is drawn first.
  useEffect(() => setUnsent(readUnsent(self.id, channelId)), [self.id, channelId])
  if (unsent === '') return null
  return (
    <Button onClick={async () => (await copyText(unsent)) && toastSuccess(t`Text copied`)}>
      {t`Copy what you were writing`}
    </Button>
  )
}
