import { t } from '@lingui/core/macro'
import { LogIn, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { AddServerWay } from '../features/server/add-server-dialog.tsx'
import { AddServerDialog } from '../features/server/lazy-dialogs.ts'
import { useSelf } from '../features/user/user-queries.ts'

/** Invites somebody who is in no server yet to make or join one. */
export function FirstSteps() {
  const { displayName } = useSelf()
  const [way, setWay] = useState<AddServerWay>()
  return (
    <div className="flex w-full max-w-xl flex-col gap-6 px-4 py-6 md:px-6">
      <div>
        <h2 className="text-2xl font-semibold tracking-tight">{t`Hello, ${displayName}`}</h2>
        <p className="mt-1 text-balance text-muted">
          {t`Parley happens in servers: places with channels, for the people you let in.`}
        </p>
      </div>
      <div className="grid gap-3 lg:grid-cols-2">
        <Step icon={<Plus />} title={t`Create a server`} onClick={() => setWay('create')}>
          {t`Start a place of your own and invite people.`}
        </Step>
        <Step icon={<LogIn />} title={t`Join a server`} onClick={() => setWay('join')}>
          {t`Somebody sent you an invite? Paste it here.`}
        </Step>
      </div>
      {way && <AddServerDialog key={way} way={way} open onOpenChange={() => setWay(undefined)} />}
    </div>
  )
}

interface StepProps {
  icon: ReactNode
  title: string
  children: ReactNode
  onClick: () => void
}

function Step({ icon, title, children, onClick }: StepProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex flex-col gap-1 rounded-2xl border border-line bg-raised p-5 text-left transition-colors hover:border-accent"
    >
      <span
        aria-hidden
        className="mb-2 flex size-11 items-center justify-center rounded-xl bg-accent-soft text-accent [&_svg]:size-6"
      >
        {icon}
      </span>
      <span className="font-semibold">{title}</span>
      <span className="text-sm text-muted">{children}</span>
    </button>
  )
}
