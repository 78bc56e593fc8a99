import { t } from '@lingui/core/macro'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
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
      <IconButton label={t`Back`} className="-ml-1 md:hidden" onClick={() => goTo(back)}>
        <ArrowLeft />
      </IconButton>
      {children}
      {actions && <div className="ml-auto flex shrink-0 items-center gap-1">{actions}</div>}
    </div>
  )
}
