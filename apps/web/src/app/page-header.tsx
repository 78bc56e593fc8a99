import { plural, t } from '@lingui/core/macro'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTotalAttention } from '../features/read-state/attention.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { goTo } from './go-to.ts'

export interface PageHeaderProps {
  /** The list that this page belongs to; a back button leads there on small screens. */
  back: string
  children: ReactNode
  /** Buttons at the end. */
  actions?: ReactNode
}

/** The bar above a page: the way back on small screens, what this is, what one can do. */
export function PageHeader({ back, children, actions }: PageHeaderProps) {
  return (
    <div className="flex h-13 shrink-0 items-center gap-2 border-b border-line bg-canvas px-3 md:px-4">
      <BackButton to={back} />
      {children}
      {actions && <div className="ml-auto flex shrink-0 items-center gap-1">{actions}</div>}
    </div>
  )
}

/** Where the lists are out of sight, this tells what waits in them for one. */
function BackButton({ to }: { to: string }) {
  const { personal } = useTotalAttention()
  const news = plural(personal, { one: 'Back, # message for you', other: 'Back, # messages for you' })
  return (
    <IconButton label={personal > 0 ? news : t`Back`} className="relative -ml-1 md:hidden" onClick={() => goTo(to)}>
      <ArrowLeft />
      {personal > 0 && (
        <span aria-hidden className="absolute top-1.5 right-1.5 size-2.5 rounded-full bg-badge ring-2 ring-canvas" />
      )}
    </IconButton>
  )
}
