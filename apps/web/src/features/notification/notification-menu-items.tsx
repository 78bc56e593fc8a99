import { t } from '@lingui/core/macro'
import type { NotificationLevel } from '@parley/contracts/notification'
import { Bell, BellOff } from 'lucide-react'
import { MenuItem, MenuRadioGroup, SubMenu } from '../../ui/menu-items.tsx'
import { formatMoment } from '../message/time.ts'
import {
  type NotificationSubject,
  useChangeNotificationSettings,
  useNotificationSettings,
} from './notification-settings.ts'

const MINUTE = 60_000

const levelName = (level: NotificationLevel) =>
  ({ all: t`All messages`, mentions: t`Only mentions`, none: t`Nothing` })[level]

/** What one wants to hear from a server, a channel or a conversation: mute, and the level. */
export function NotificationMenuItems({ subject }: { subject: NotificationSubject }) {
  const { settings, inherited } = useNotificationSettings(subject)
  const change = useChangeNotificationSettings(subject)
  const muteFor = (minutes: number) =>
    change({ muted: true, mutedUntil: new Date(Date.now() + minutes * MINUTE).toISOString() })
  const end = settings.mutedUntil === null ? undefined : formatMoment(new Date(settings.mutedUntil))
  const inheritedName = levelName(inherited)
  const like = subject.kind === 'channel' ? t`Same as the server` : t`As usual`
  return (
    <>
      {settings.muted ? (
        <MenuItem icon={<Bell />} onSelect={() => change({ muted: false, mutedUntil: null })}>
          <span>
            {t`Unmute`}
            {end && <span className="block text-xs text-muted">{t`Muted until ${end}`}</span>}
          </span>
        </MenuItem>
      ) : (
        <SubMenu icon={<BellOff />} label={t`Mute`}>
          <MenuItem onSelect={() => muteFor(15)}>{t`For 15 minutes`}</MenuItem>
          <MenuItem onSelect={() => muteFor(60)}>{t`For 1 hour`}</MenuItem>
          <MenuItem onSelect={() => muteFor(8 * 60)}>{t`For 8 hours`}</MenuItem>
          <MenuItem onSelect={() => muteFor(24 * 60)}>{t`For 24 hours`}</MenuItem>
          <MenuItem onSelect={() => change({ muted: true, mutedUntil: null })}>{t`Until I turn it back on`}</MenuItem>
        </SubMenu>
      )}
      <SubMenu icon={<Bell />} label={t`Notifications`}>
        <MenuRadioGroup
          label={t`Notify me of`}
          value={settings.level ?? 'default'}
          onChange={(level) => change({ level: level === 'default' ? null : level })}
          options={[
            { value: 'default', label: like, hint: inheritedName },
            { value: 'all', label: levelName('all') },
            { value: 'mentions', label: levelName('mentions') },
            { value: 'none', label: levelName('none') },
          ]}
        />
      </SubMenu>
    </>
  )
}
