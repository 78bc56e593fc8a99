import { t } from '@lingui/core/macro'
import type { CallParticipant } from '@parley/contracts/call'
import type { Channel } from '@parley/contracts/channel'
import type { ServerDetail } from '@parley/contracts/server'
import { Plus, Volume2 } from 'lucide-react'
import { useState } from 'react'
import { channelPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ChannelContextMenu } from '../channel/channel-context-menu.tsx'
import { voiceChannels } from '../channel/channel-queries.ts'
import { CreateChannelDialog } from '../channel/lazy-dialogs.ts'
import { useSelf } from '../user/user-queries.ts'
import { useCallIn } from './call-queries.ts'
import { describeParticipant } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'
import { VoiceStateIcons } from './voice-state-icons.tsx'

/** A server's voice channels with who is in them; one click joins. */
export function VoiceChannelList({ server }: { server: ServerDetail }) {
  const isOwner = useSelf().id === server.ownerId
  const [isCreating, setCreating] = useState(false)
  const channels = voiceChannels(server.channels)
  if (channels.length === 0) return null
  return (
    <nav aria-label={t`Voice`} className="flex flex-col px-2 pb-3">
      <div className="mb-1 flex min-h-7 items-center justify-between">
        <h2 className="min-w-0 pl-2 text-[0.8125rem] font-semibold text-muted">{t`Voice channels`}</h2>
        {isOwner && (
          <IconButton label={t`Create voice channel`} size="small" onClick={() => setCreating(true)}>
            <Plus />
          </IconButton>
        )}
      </div>
      <ul className="flex flex-col gap-0.5">
        {channels.map((channel) => (
          <VoiceChannelRow key={channel.id} channel={channel} canManage={isOwner} />
        ))}
      </ul>
      <CreateChannelDialog server={server} kind="voice" open={isCreating} onOpenChange={setCreating} />
    </nav>
  )
}

function VoiceChannelRow({ channel, canManage }: { channel: Channel; canManage: boolean }) {
  const { call: engine } = useRealtime()
  const call = useCallIn(channel.id)
  const isHere = useCall(({ target }) => target?.channelId === channel.id)
  return (
    <li>
      <ChannelContextMenu
        channel={channel}
        canManage={canManage}
        trigger={
          <Link
            to={channelPath(channel.serverId, channel.id)}
            onClick={() => {
              if (!isHere) void engine.join({ kind: 'channel', channelId: channel.id })
            }}
            className="flex min-h-9 items-center gap-2 rounded-lg px-2 -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
            activeClassName="bg-active text-text font-medium"
            inactiveClassName="text-muted hover:text-text"
          >
            <Volume2 aria-hidden className={classNames('size-4.5 shrink-0', isHere ? 'text-online' : 'opacity-70')} />
            <span dir="auto" className="min-w-0 grow truncate">
              {channel.name}
            </span>
            {isHere && <span className="sr-only">, {t`you are in it`}</span>}
          </Link>
        }
      />
      {call && (
        <ul aria-label={t`In ${channel.name}`} className="mb-1 ml-6 flex flex-col">
          {call.participants.map((participant) => (
            <Occupant key={participant.userId} participant={participant} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Occupant({ participant }: { participant: CallParticipant }) {
  const isSpeaking = useCall(({ speaking }) => speaking[participant.id] ?? false)
  const details = describeParticipant(participant, isSpeaking)
  return (
    <li
      className={classNames(
        'flex min-h-8 items-center gap-2 px-2 text-sm text-muted',
        participant.reconnecting && 'opacity-50',
      )}
    >
      <Avatar
        user={participant.user}
        size={22}
        className={classNames('rounded-full', isSpeaking && 'ring-2 ring-online')}
      />
      <span dir="auto" className="min-w-0 grow truncate">
        {participant.user.displayName}
      </span>
      {details.length > 0 && <span className="sr-only">, {details.join(', ')}</span>}
      <VoiceStateIcons participant={participant} />
    </li>
  )
}
