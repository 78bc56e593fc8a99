import { soonPart } from '../../ui/lazy-part.tsx'

/** Loaded once the first screen is shown: it is there also when nothing can be reached any more. */
export const ServerMissing = soonPart(() => import('./server-missing.tsx').then((module) => module.ServerMissing))
