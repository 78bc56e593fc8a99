import { linkOptions } from '@tanstack/react-router'
import { KeyRound, LogOut, MonitorSmartphone, Palette, UserRound } from 'lucide-react'
import { lastPlace } from '../../app/last-place.ts'
import { SectionedPage } from '../../app/sectioned-page.tsx'
import { useSignOut } from '../auth/use-sign-out.ts'

const sections = [
  { link: linkOptions({ to: '/settings/profile' }), label: 'Profile', icon: <UserRound aria-hidden /> },
  { link: linkOptions({ to: '/settings/account' }), label: 'Account', icon: <KeyRound aria-hidden /> },
  { link: linkOptions({ to: '/settings/sessions' }), label: 'Sessions', icon: <MonitorSmartphone aria-hidden /> },
  { link: linkOptions({ to: '/settings/appearance' }), label: 'Appearance', icon: <Palette aria-hidden /> },
]

/** One's own settings. */
export function SettingsLayout() {
  const signOut = useSignOut()
  return (
    <SectionedPage
      title="Settings"
      index="/settings"
      closeTo={lastPlace()}
      sections={sections}
      footer={
        <button
          type="button"
          onClick={() => signOut.mutate()}
          className="mt-2 flex min-h-10 items-center gap-2.5 rounded-lg px-2.5 text-left text-danger -outline-offset-2 hover:bg-danger-soft max-md:min-h-12"
        >
          <LogOut aria-hidden className="size-4.5" />
          Sign out
        </button>
      }
    />
  )
}
