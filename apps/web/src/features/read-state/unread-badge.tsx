import { plural, t } from '@lingui/core/macro'
import { Badge } from '../../ui/badge.tsx'
import type { Attention } from './attention.ts'

/** How many messages wait: warm when some of them are meant for one, else quiet. */
export function UnreadBadge({ unread, personal }: Attention) {
  if (personal > 0) {
    const label = unreadLabel(unread)
    return <Badge count={personal} label={personal < unread ? t`${label}, ${personal} for you` : label} />
  }
  return <Badge tone="quiet" count={unread} label={unreadLabel(unread)} />
}

const unreadLabel = (unread: number) => plural(unread, { one: '# unread', other: '# unread' })
