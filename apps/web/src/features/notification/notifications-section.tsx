import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { Section } from '../../app/sectioned-page.tsx'
import { Button } from '../../ui/button.tsx'
import { SettingRow, Switch } from '../../ui/switch.tsx'
import { changeNotificationPreferences, useNotificationPreferences } from './preferences.ts'
import { notificationSupport } from './show-notification.ts'
import { playNotificationSound } from './sound.ts'

/** What this device does when somebody writes. What one hears of is chosen at each server, channel and conversation. */
export function NotificationsSection() {
  return (
    <>
      <Section title={t`Notifications`} description={t`What this device does when there is something for you.`}>
        <div className="flex flex-col gap-4">
          <DesktopNotifications />
          <Sound />
        </div>
      </Section>
      <Section
        title={t`What you are notified of`}
        description={t`Every direct message, and in servers what mentions you.`}
      >
        <p className="max-w-prose text-pretty">
          {t`Right-click or long-press a server, a channel or a conversation to mute it, or to be notified of more or less. That holds on all your devices.`}
        </p>
      </Section>
    </>
  )
}

function DesktopNotifications() {
  const { desktop } = useNotificationPreferences()
  const [support, setSupport] = useState(notificationSupport)
  if (support === 'granted') {
    return (
      <Switch
        label={t`System notifications`}
        hint={t`Shown while Parley is open but not in view. Pressing one opens its message.`}
        checked={desktop}
        onChange={(next) => changeNotificationPreferences({ desktop: next })}
      />
    )
  }
  return (
    <SettingRow
      label={t`System notifications`}
      hint={
        support === 'unsupported'
          ? t`This browser shows none here. It needs a Parley that is reached over HTTPS.`
          : support === 'denied'
            ? t`This browser was told not to show any. Allow them in its settings for this page, then reload.`
            : t`Shown while Parley is open but not in view. Your browser will ask you to allow them.`
      }
    >
      {support === 'default' && (
        <Button onClick={async () => setSupport(await Notification.requestPermission())}>{t`Turn on`}</Button>
      )}
    </SettingRow>
  )
}

function Sound() {
  const { sound } = useNotificationPreferences()
  return (
    <Switch
      label={t`Sound`}
      hint={t`Two soft notes.`}
      checked={sound}
      onChange={(next) => {
        changeNotificationPreferences({ sound: next })
        if (next) playNotificationSound()
      }}
    />
  )
}
