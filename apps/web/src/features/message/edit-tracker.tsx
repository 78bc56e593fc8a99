import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { isDeleted } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { toastNotice } from '../../ui/toaster.tsx'
import { useChat, useChatState } from './chat-store.ts'
import { writeEdit } from './composer/drafts.ts'
import { useKept } from './composer/use-kept.ts'

/** Keeps an edit as drafts are kept, and gives its text back when the message is deleted under it. Draws nothing. */
export function EditTracker() {
  const chat = useChat()
  const { connection, selfId } = useRealtime()
  const editing = useChatState((state) => state.editing)
  useKept(editing?.state === 'begun' ? null : editing, (edit) => writeEdit(selfId, chat.channelId, edit))
  const putDown = useEffectEvent(() => {
    chat.store.setState({ editing: editing && editing.state !== 'begun' ? { ...editing, state: 'kept' } : null })
  })
  useEffect(() => () => putDown(), [])
  const { data: isGone = false } = useQuery({
    ...connection.loader.query(chat),
    select: (window) => editing !== null && isDeleted(window, editing.id),
  })

  const giveBack = useEffectEvent(() => {
    const text = editing?.text ?? ''
    chat.store.setState({ editing: null })
    // Whoever has emptied a message wanted it gone.
    if (text.trim() === '') return
    const action = { label: t`Copy what you were writing`, onSelect: () => void copyText(text) }
    toastNotice(t`The message you were editing was deleted.`, action)
  })
  useEffect(() => {
    if (isGone) giveBack()
  }, [isGone])

  return null
}
