import { t } from '@lingui/core/macro'
import type { CallParticipant } from '@parley/contracts/call'
import type { Channel } from '@parley/contracts/channel'
import type { ServerDetail } from '@parley/contracts/server'
import { Volume2 } from 'lucide-react'
import { useRef } from 'react'
import { useParam } from '../../app/router/place.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ChannelGroup } from '../channel/channel-group.tsx'
import { voiceChannels } from '../channel/channel-queries.ts'
import { ChannelRow } from '../channel/channel-row.tsx'
import { useIsCollapsed } from '../channel/collapsed-channels.ts'
import { ChannelDrag } from '../channel/lazy-drag.ts'
import { UserContextMenu } from '../user/user-context-menu.tsx'
import { UserPopover } from '../user/user-popover.tsx'
import { useSelf } from '../user/user-queries.ts'
import { useCallIn } from './call-queries.ts'
import { describeParticipant } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'
import { VoiceStateIcons } from './voice-state-icons.tsx'

/** A server's voice channels with who is in them; one click joins. */
export function VoiceChannelList({ server }: { server: ServerDetail }) {
  const isOwner = useSelf().id === server.ownerId
  const channels = voiceChannels(server.channels)
  if (channels.length === 0) return null
  return (
    <nav aria-label={t`Voice`} className="flex flex-col px-2 pb-3">
      <ChannelGroup
        server={server}
        kind="voice"
        createLabel={isOwner ? t`Create voice channel` : undefined}
        heading={t`Voice channels`}
      >
        {channels.map((channel) => (
          <VoiceChannel key={channel.id} channel={channel} canManage={isOwner} />
        ))}
      </ChannelGroup>
    </nav>
  )
}

function VoiceChannel({ channel, canManage }: { channel: Channel; canManage: boolean }) {
  const { call: engine } = useRealtime()
  const call = useCallIn(channel.id)
  const isHere = useCall(({ target }) => target?.channelId === channel.id)
  const row = useRef<HTMLLIElement>(null)
  const isOpen = useParam('channelId') === channel.id
  const isCollapsed = useIsCollapsed(channel.serverId, 'voice')
  if (isCollapsed && !call && !isOpen) return null
  return (
    <li ref={row} className="relative has-data-dragged:opacity-40">
      {canManage && <ChannelDrag channel={channel} row={row} />}
      <ChannelRow
        channel={channel}
        canManage={canManage}
        icon={
          <Volume2 aria-hidden className={classNames('size-4.5 shrink-0', isHere ? 'text-online' : 'opacity-70')} />
        }
        onClick={() => {
          if (!isHere) void engine.join({ kind: 'channel', channelId: channel.id })
        }}
      >
        {isHere && <span className="sr-only">, {t`you are in it`}</span>}
      </ChannelRow>
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
    <li>
      <UserContextMenu user={participant.user}>
        <UserPopover
          user={participant.user}
          trigger={
            <button
              type="button"
              className={classNames(
                'flex min-h-8 w-full items-center gap-2 rounded-lg px-2 text-left text-sm text-muted -outline-offset-2 hover:bg-hover hover:text-text data-[state=open]:bg-active pointer-coarse:min-h-11',
                participant.reconnecting && 'opacity-50',
              )}
            >
              <Avatar
                user={participant.user}
                size={22}
                className={classNames('rounded-full', isSpeaking && 'ring-2 ring-online')}
              />
              <span dir="auto" className="min-w-0 grow truncate text-left">
                {participant.user.displayName}
              </span>
              {details.length > 0 && <span className="sr-only">, {details.join(', ')}</span>}
              <VoiceStateIcons participant={participant} />
            </button>
          }
        />
      </UserContextMenu>
    </li>
  )
}
