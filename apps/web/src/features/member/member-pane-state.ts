import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface MemberPaneState {
  /** Beside the chat, where there is room; kept on this device. */
  docked: boolean
  /** Over the chat, on smaller screens. */
  drawer: boolean
}

/** Whether the members are shown. */
export const useMemberPane = create<MemberPaneState>()(
  persist((): MemberPaneState => ({ docked: true, drawer: false }), {
    name: 'parley:member-pane',
    partialize: ({ docked }) => ({ docked }),
  }),
)

/** From this width on there is room for the members beside the chat. */
export const roomForMembers = '(width >= 64rem)'
