import { t } from '@lingui/core/macro'
import { Switch } from 'radix-ui'
import { type ReactNode, useId, useState } from 'react'
import { Section } from '../../app/sectioned-page.tsx'
import { Button } from '../../ui/button.tsx'
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
      <Section title={t`What you hear of`} description={t`Every direct message, and in servers what mentions you.`}>
        <p className="max-w-prose text-pretty">
          {t`Press a server, a channel or a conversation with the right button, or long, to mute it or to hear of more or less. That holds on all your devices.`}
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
      <Toggle
        label={t`Notifications of the system`}
        hint={t`Shown while Parley is open but not in view. Pressing one opens its message.`}
        checked={desktop}
        onChange={(next) => changeNotificationPreferences({ desktop: next })}
      />
    )
  }
  return (
    <Row
      label={t`Notifications of the system`}
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
    </Row>
  )
}

function Sound() {
  const { sound } = useNotificationPreferences()
  return (
    <Toggle
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

interface ToggleProps {
  label: string
  hint: string
  checked: boolean
  onChange: (checked: boolean) => void
}

function Toggle({ label, hint, checked, onChange }: ToggleProps) {
  const id = useId()
  return (
    <Row label={label} hint={hint} htmlFor={id}>
      <Switch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        aria-describedby={`${id}-hint`}
        className="inline-flex h-7 w-12 shrink-0 items-center rounded-full border border-line-strong bg-field px-0.5 transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="size-5.5 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-5 data-[state=checked]:bg-on-accent" />
      </Switch.Root>
    </Row>
  )
}

interface RowProps {
  label: string
  hint: string
  htmlFor?: string
  children?: ReactNode
}

function Row({ label, hint, htmlFor, children }: RowProps) {
  return (
    <div className="flex min-h-11 items-center gap-4">
      <div className="flex min-h-11 min-w-0 grow flex-col justify-center">
        <label htmlFor={htmlFor} className="block font-medium">
          {label}
        </label>
        <p id={htmlFor && `${htmlFor}-hint`} className="text-sm text-pretty text-muted">
          {hint}
        </p>
      </div>
      {children}
    </div>
  )
}
