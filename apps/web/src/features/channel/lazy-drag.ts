import { soonPart } from '../../ui/lazy-part.tsx'

/** Loaded once the first screen is shown. */
export const ChannelDrag = soonPart(() => import('./channel-drag.tsx').then((module) => module.ChannelDrag))
