import { soonPart } from './lazy-part.tsx'
import { hideTooltip, useShownTooltip } from './tooltip.tsx'

const TooltipPanel = soonPart(() => import('./tooltip-panel.tsx').then((module) => module.TooltipPanel))

/** Where tooltips are shown; once in the app. */
export function TooltipHost() {
  const { tooltip } = useShownTooltip()
  return tooltip && <TooltipPanel {...tooltip} onHide={hideTooltip} />
}
