import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { kindOf, uncacheChannel } from './channel-queries.ts'

export interface DeleteChannelDialogProps {
  channel: Channel
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks, then deletes a channel with what is in it. */
export function DeleteChannelDialog({ channel, open, onOpenChange }: DeleteChannelDialogProps) {
  const queryClient = useQueryClient()
  const { name } = channel
  const isVoice = kindOf(channel) === 'voice'
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={isVoice ? t`Delete ${name}?` : t`Delete #${name}?`}
      description={
        isVoice
          ? t`The channel goes away for everybody, and a call in it ends. This cannot be undone.`
          : t`The channel and every message in it go away for everybody. This cannot be undone.`
      }
      confirmLabel={t`Delete channel`}
      onConfirm={async () => {
        await api.deleteChannel({ params: { channelId: channel.id } })
        uncacheChannel(queryClient, channel)
      }}
    />
  )
}
