import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** Servers of which one has folded the channels away, kept in this browser. */
const useStore = create(
  persist<{ serverIds: string[] }>(() => ({ serverIds: [] }), { name: 'parley:collapsed-channels' }),
)

/** Whether a server's channels are folded away: then only those are shown that are open or unread. */
export function useIsCollapsed(serverId: string): boolean {
  return useStore(({ serverIds }) => serverIds.includes(serverId))
}

/** Folds a server's channels away, or shows them again. */
export function toggleCollapsed(serverId: string): void {
  useStore.setState(({ serverIds }) => ({
    serverIds: serverIds.includes(serverId) ? serverIds.filter((id) => id !== serverId) : [...serverIds, serverId],
  }))
}
