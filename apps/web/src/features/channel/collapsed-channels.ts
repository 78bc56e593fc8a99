import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { ChannelKind } from './channel-queries.ts'

/** The groups of channels that one has folded away, kept in this browser. */
const useStore = create(persist<Record<string, boolean>>(() => ({}), { name: 'parley:collapsed-channels' }))

/** Whether a server's channels of one kind are folded away: then only those are shown that are open or in use. */
export function useIsCollapsed(serverId: string, kind: ChannelKind): boolean {
  return useStore((groups) => groups[kind + serverId] ?? false)
}

/** Folds a server's channels of one kind away, or shows them again. */
export function toggleCollapsed(serverId: string, kind: ChannelKind): void {
  useStore.setState((groups) => ({ [kind + serverId]: !groups[kind + serverId] }))
}
