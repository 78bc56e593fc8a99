import { t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Gone } from '../../app/gone.tsx'
import { PageFrame } from '../../app/page-frame.tsx'
import { usePageTitle } from '../../app/page-title.ts'
import { serverPath } from '../../app/paths.ts'
import { useOwnParam, useParam } from '../../app/router/place.ts'
import { VoiceChannelPage } from '../call/voice-channel-page.tsx'
import { MemberPane } from '../member/member-pane.tsx'
import { useMemberPane } from '../member/member-pane-state.ts'
import { Chats } from '../message/chats.tsx'
import { useLostLink } from '../message/use-lost-link.ts'
import { serverQuery } from '../server/server-queries.ts'
import { ChannelHeader } from './channel-header.tsx'
import { kindOf, textChannels, voiceChannels } from './channel-queries.ts'
import { rememberChannel } from './last-channel.ts'

/** A channel: its header, the chat, the members. */
export function ChannelPage() {
  const serverId = useOwnParam('serverId')
  const channelId = useOwnParam('channelId')
  const messageId = useParam('messageId')
  const { data: server } = useQuery(serverQuery(serverId))
  const channel = server && textChannels(server.channels).find(({ id }) => id === channelId)
  const voiceChannel = server && voiceChannels(server.channels).find(({ id }) => id === channelId)

  useLostLink(server !== undefined && !channel && !voiceChannel && messageId !== undefined)
  usePageTitle(channel ? `#${channel.name}` : voiceChannel?.name)
  useEffect(() => {
    if (channel) rememberChannel(serverId, channel.id)
  }, [serverId, channel])

  const { show: showMembers } = useMemberPane()
  const shown = channel ?? voiceChannel
  const [known, setKnown] = useState(shown)
  if (shown && shown !== known) setKnown(shown)

  if (voiceChannel) return <VoiceChannelPage channel={voiceChannel} />
  if (server && !channel) {
    return (
      <Gone
        key={channelId}
        channelId={channelId}
        notice={describeLoss(known?.id === channelId ? known : undefined)}
        // The server knows where to go instead.
        to={serverPath(serverId)}
      />
    )
  }
  return (
    <PageFrame back={serverPath(serverId)} onForward={() => showMembers(true)}>
      <ChannelHeader serverId={serverId} channel={channel} />
      <div className="flex min-h-0 grow">
        <main id="main" tabIndex={-1} className="flex min-w-0 grow flex-col outline-none">
          <Chats
            kind="channel"
            channelId={channelId}
            name={channel?.name ?? ''}
            serverId={serverId}
            messageId={messageId}
          />
        </main>
        <MemberPane serverId={serverId} />
      </div>
    </PageFrame>
  )
}

function describeLoss(channel: Channel | undefined): string {
  if (!channel) return t`That channel does not exist any more.`
  const { name } = channel
  return kindOf(channel) === 'voice' ? t`${name} was deleted.` : t`#${name} was deleted.`
}
