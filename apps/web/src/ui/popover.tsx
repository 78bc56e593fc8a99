import type { ReactNode } from 'react'
import { soonPart } from './lazy-part.tsx'
import { type OpenedProps, Opener } from './opener.tsx'
import type { PopoverPanelProps } from './popover-panel.tsx'

/** For an {@link Opener} that closes it itself. */
export const PopoverPanel = soonPart(() => import('./popover-panel.tsx').then((module) => module.PopoverPanel))

export interface PopoverProps extends Omit<PopoverPanelProps, keyof OpenedProps> {
  /** The button that opens it. */
  trigger: ReactNode
}

/** A button that opens a small card beside it. */
export function Popover({ trigger, ...panel }: PopoverProps) {
  return <Opener trigger={trigger}>{(opened) => <PopoverPanel {...opened} {...panel} />}</Opener>
}
