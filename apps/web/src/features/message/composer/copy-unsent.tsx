import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { useEffect, useEffectEvent, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { toastSuccess } from '../../../ui/toaster.tsx'
import { useUnsent } from './use-unsent.ts'

/** Gives back what somebody was writing in channels that are gone, where there is anything. */
export function CopyUnsent({ channels }: { channels: readonly Pick<Channel, 'id' | 'name'>[] }) {
  const readUnsent = useUnsent()
  const [unsent, setUnsent] = useState('')
  // The chat that goes away keeps the last keys as it goes, after this is drawn first.
  const read = useEffectEvent(() => {
    const texts = channels.map(({ id, name }) => ({ name, text: readUnsent(id) })).filter(({ text }) => text !== '')
    const [only, ...others] = texts
    if (only && others.length === 0) setUnsent(only.text)
    else setUnsent(texts.map(({ name, text }) => `#${name}\n${text}`).join('\n\n'))
  })
  useEffect(() => read(), [])
  if (unsent === '') return null
  return (
    <Button onClick={async () => (await copyText(unsent)) && toastSuccess(t`Text copied`)}>
      {t`Copy what you were writing`}
    </Button>
  )
}
