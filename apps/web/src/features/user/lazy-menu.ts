import { soonPart } from '../../ui/lazy-part.tsx'

/** Loaded once the first screen is shown. */
export const UserMenuPanel = soonPart(() => import('./user-menu-panel.tsx').then((module) => module.UserMenuPanel))
