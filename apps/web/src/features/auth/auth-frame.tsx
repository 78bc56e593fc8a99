import type { ReactNode } from 'react'
import { usePageTitle } from '../../app/page-title.ts'
import { classNames } from '../../ui/class-names.ts'
import { Wordmark } from '../../ui/wordmark.tsx'
import { OfflineNotice } from './offline-notice.tsx'

export interface AuthFrameProps {
  /** Above the title, which is centred then. */
  icon?: ReactNode
  title: string
  subtitle?: ReactNode
  /** Above the card's content: why one is here. */
  notice?: ReactNode
  children: ReactNode
  /** Below the card: the way to the other page. */
  footer?: ReactNode
}

/** The page around signing in, signing up and invites: the name, a card, a way onwards. */
export function AuthFrame({ icon, title, subtitle, notice, children, footer }: AuthFrameProps) {
  usePageTitle(title)
  return (
    <div className="h-dvh overflow-y-auto bg-rail p-[env(safe-area-inset-top)_env(safe-area-inset-right)_env(safe-area-inset-bottom)_env(safe-area-inset-left)]">
      <main id="main" className="mx-auto flex min-h-full w-full max-w-md flex-col justify-center px-4 py-8">
        <Wordmark className="mb-6 self-center" />
        <div className="rounded-2xl border border-line bg-raised p-6 [--avatar-ground:var(--color-raised)] sm:p-8">
          <OfflineNotice />
          {notice}
          <header className={classNames('flex flex-col', icon ? 'items-center text-center' : undefined)}>
            {icon && <div className="mb-4 flex">{icon}</div>}
            <h1 dir="auto" className="max-w-full text-2xl font-semibold tracking-tight">
              {title}
            </h1>
            {subtitle && <p className="mt-1 text-pretty text-muted">{subtitle}</p>}
          </header>
          <div className="mt-6">{children}</div>
        </div>
        {footer && <p className="mt-5 text-center text-muted">{footer}</p>}
      </main>
    </div>
  )
}

/** Looks of a link inside a sentence. */
export const textLink = 'font-medium text-link underline decoration-1 underline-offset-3 hover:decoration-2'
