import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { channelType } from '@parley/contracts/channel-type'
import type { Conversation } from '@parley/contracts/conversation'
import type { User } from '@parley/contracts/user'
import { isolate } from '../../app/isolate.ts'

/** A conversation as one of its participants sees it. */
export interface ConversationView {
  title: string
  isGroup: boolean
  /** Everybody but oneself. */
  others: User[]
}

/** What to call a conversation, and with whom it is. */
export function describeConversation({ type, name, participants }: Conversation, selfId: string): ConversationView {
  const others = participants.filter(({ id }) => id !== selfId)
  const names = others.map(({ displayName }) => isolate(displayName))
  const isGroup = type === channelType.groupDm
  // A group whose others have all left, or a conversation with oneself.
  const fallback = isGroup ? t`Just you` : (participants[0]?.displayName ?? t`Somebody who left`)
  return {
    title: name ?? (names.length > 0 ? new Intl.ListFormat(i18n.locale, { type: 'unit' }).format(names) : fallback),
    isGroup,
    others,
  }
}
