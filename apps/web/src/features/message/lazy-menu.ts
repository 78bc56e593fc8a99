import { soonPart } from '../../ui/lazy-part.tsx'

export const MessageMenuPanel = soonPart(() =>
  import('./message-menu-panel.tsx').then((module) => module.MessageMenuPanel),
)
