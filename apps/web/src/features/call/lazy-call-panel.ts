import { lazyPart } from '../../ui/lazy-part.tsx'

export const CallPanel = lazyPart(() => import('./call-panel.tsx').then((module) => module.CallPanel))
