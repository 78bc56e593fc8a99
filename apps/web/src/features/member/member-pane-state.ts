import { useLocation, useRouter } from '@tanstack/react-router'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { useMediaQuery } from '../../ui/use-media-query.ts'

/** Whether the members are beside the chat, where there is room; kept on this device. */
const useDocked = create<{ docked: boolean }>()(
  persist((): { docked: boolean } => ({ docked: true }), { name: 'parley:member-pane' }),
)

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The members are shown over the chat. */
    members?: true
  }
}

export interface MemberPaneState {
  /** There is room for the members beside the chat; else they are a drawer over it. */
  isDocked: boolean
  isShown: boolean
  show: (isShown: boolean) => void
}

/** Whether and where the members are shown. The browser's Back button closes the drawer. */
export function useMemberPane(): MemberPaneState {
  const router = useRouter()
  const isDocked = useMediaQuery('(width >= 64rem)')
  const docked = useDocked((state) => state.docked)
  const drawer = useLocation({ select: ({ state }) => state.members === true })
  if (isDocked) return { isDocked, isShown: docked, show: (isShown) => useDocked.setState({ docked: isShown }) }
  return {
    isDocked,
    isShown: drawer,
    show(isShown) {
      if (isShown === drawer) return
      if (isShown) router.history.push(router.latestLocation.href, { members: true })
      else router.history.back()
    },
  }
}
