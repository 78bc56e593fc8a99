import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { useEffect, useEffectEvent, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { toastSuccess } from '../../../ui/toaster.tsx'
import { noteOffered } from './use-give-back.ts'
import { useUnsent } from './use-unsent.ts'

/** Gives back what somebody was writing in channels that are gone, where there is anything. */
export function CopyUnsent({ channels }: { channels: readonly Pick<Channel, 'id' | 'name'>[] }) {
  const unsent = useUnsent()
  const [text, setText] = useState('')
  // The chat that goes away keeps the last keys as it goes, after this is drawn first.
  const read = useEffectEvent(() => {
    const texts = channels
      .map(({ id, name }) => ({ id, name, text: unsent.read(id) }))
      .filter(({ text }) => text !== '')
    for (const { id } of texts) noteOffered(id, true)
    const [only, ...others] = texts
    if (only && others.length === 0) setText(only.text)
    else setText(texts.map(({ name, text }) => `#${name}\n${text}`).join('\n\n'))
  })
  useEffect(() => read(), [])
  async function copy() {
    if (!(await copyText(text))) return
    toastSuccess(t`Text copied`)
    for (const { id } of channels) {
      unsent.discard(id)
      noteOffered(id, false)
    }
  }
  if (text === '') return null
  return <Button onClick={copy}>{t`Copy what you were writing`}</Button>
}
