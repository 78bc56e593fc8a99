import { create } from 'zustand'

/** How the live connection is doing. `since` is when it was lost, as `Date.now()`. */
export type ConnectionState =
  | { status: 'connecting' | 'online' }
  | { status: 'reconnecting' | 'offline'; since: number }

const useConnectionStore = create<{ state: ConnectionState }>(() => ({ state: { status: 'connecting' } }))

/** The state of the live connection. */
export function useConnection(): ConnectionState {
  return useConnectionStore(({ state }) => state)
}

/** The connection is up. */
export function connectionIsUp(): void {
  useConnectionStore.setState({ state: { status: 'online' } })
}

/** The connection is down; before it was ever up it counts as connecting. */
export function connectionIsDown(isNetworkOffline: boolean): void {
  const { state } = useConnectionStore.getState()
  const since = 'since' in state ? state.since : Date.now()
  if (isNetworkOffline) useConnectionStore.setState({ state: { status: 'offline', since } })
  else if (state.status !== 'connecting') useConnectionStore.setState({ state: { status: 'reconnecting', since } })
}

/** Starts over, for the next connection. */
export function resetConnectionState(): void {
  useConnectionStore.setState({ state: { status: 'connecting' } })
}
