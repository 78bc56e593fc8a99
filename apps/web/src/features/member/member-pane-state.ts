import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { currentHref, navigate } from '../../app/router/history.ts'
import { usePlace } from '../../app/router/place.ts'
import { useMediaQuery } from '../../ui/use-media-query.ts'

/** Whether the members are beside the chat, where there is room; kept on this device. */
const useDocked = create<{ docked: boolean }>()(
  persist((): { docked: boolean } => ({ docked: true }), { name: 'parley:member-pane' }),
)

export interface MemberPaneState {
  /** There is room for the members beside the chat; else they are a drawer over it. */
  isDocked: boolean
  isShown: boolean
  show: (isShown: boolean) => void
}

/** Puts the drawer away, if it is there; resolves when what was under it can have the focus. */
export function leaveMemberDrawer(): Promise<void> {
  if (!usePlace.getState().members) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = usePlace.subscribe(({ members }) => {
      if (members) return
      stop()
      // It is drawn without the drawer, which keeps the focus, in between.
      setTimeout(resolve)
    })
    history.back()
  })
}

/** Whether and where the members are shown. The browser's Back button closes the drawer. */
export function useMemberPane(): MemberPaneState {
  const isDocked = useMediaQuery('(width >= 64rem)')
  const docked = useDocked((state) => state.docked)
  const drawer = usePlace(({ members }) => members)
  if (isDocked) return { isDocked, isShown: docked, show: (isShown) => useDocked.setState({ docked: isShown }) }
  return {
    isDocked,
    isShown: drawer,
    show(isShown) {
      if (isShown === drawer) return
      if (isShown) void navigate(currentHref(), { state: { members: true } })
      else history.back()
    },
  }
}
