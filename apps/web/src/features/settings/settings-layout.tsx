import { t } from '@lingui/core/macro'
import { AudioLines, Bell, KeyRound, LogOut, MonitorSmartphone, Palette, Stethoscope, UserRound } from 'lucide-react'
import { lastPlace } from '../../app/last-place.ts'
import { settingsPath } from '../../app/paths.ts'
import { SectionedPage } from '../../app/sectioned-page.tsx'
import { useSignOut } from '../auth/use-sign-out.ts'

function describeSections() {
  return [
    { path: settingsPath('profile'), label: t`Profile`, icon: <UserRound aria-hidden /> },
    { path: settingsPath('account'), label: t`Account`, icon: <KeyRound aria-hidden /> },
    { path: settingsPath('sessions'), label: t`Sessions`, icon: <MonitorSmartphone aria-hidden /> },
    { path: settingsPath('voice'), label: t`Voice and video`, icon: <AudioLines aria-hidden /> },
    { path: settingsPath('call-check'), label: t`Call check`, icon: <Stethoscope aria-hidden /> },
    { path: settingsPath('appearance'), label: t`Appearance`, icon: <Palette aria-hidden /> },
    { path: settingsPath('notifications'), label: t`Notifications`, icon: <Bell aria-hidden /> },
  ]
}

/** One's own settings. */
export function SettingsLayout() {
  const signOut = useSignOut()
  return (
    <SectionedPage
      title={t`Settings`}
      index={settingsPath()}
      closeTo={lastPlace()}
      sections={describeSections()}
      footer={
        <button
          type="button"
          onClick={() => signOut.mutate()}
          className="mt-2 flex min-h-10 items-center gap-2.5 rounded-lg px-2.5 text-left text-danger -outline-offset-2 hover:bg-danger-soft max-md:min-h-12"
        >
          <LogOut aria-hidden className="size-4.5" />
          {t`Sign out`}
        </button>
      }
    />
  )
}
