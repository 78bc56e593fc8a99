import { Portal } from 'radix-ui'
import { DismissableLayer, Popper } from 'radix-ui/internal'
import { useEffect, useMemo } from 'react'
import type { ShownTooltip } from './tooltip.tsx'

/** The words beside an element. Esc hides them first; so does what moves the element away. */
export function TooltipPanel({ anchor, content, side, onHide }: ShownTooltip & { onHide: () => void }) {
  const anchorRef = useMemo(() => ({ current: anchor }), [anchor])
  useEffect(() => {
    const onScroll = ({ target }: Event) => {
      if (target instanceof Node && target.contains(anchor)) onHide()
    }
    addEventListener('scroll', onScroll, { capture: true })
    return () => removeEventListener('scroll', onScroll, { capture: true })
  }, [anchor, onHide])
  return (
    <Popper.Root>
      <Popper.Anchor virtualRef={anchorRef} />
      <Portal.Root>
        <DismissableLayer.Root asChild onFocusOutside={(event) => event.preventDefault()} onDismiss={onHide}>
          <Popper.Content
            role="tooltip"
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="pointer-events-none z-50 max-w-64 animate-fade-in rounded-md bg-text px-2.5 py-1.5 text-sm font-medium text-canvas shadow-raised"
          >
            {content}
            <Popper.Arrow className="fill-text" />
          </Popper.Content>
        </DismissableLayer.Root>
      </Portal.Root>
    </Popper.Root>
  )
}
