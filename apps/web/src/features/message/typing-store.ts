import { create } from 'zustand'

const useTypingStore = create<Record<string, readonly string[]>>(() => ({}))

const nobody: readonly string[] = []

/** Everyone who types in a channel now, oneself included. */
export function useTypists(channelId: string): readonly string[] {
  return useTypingStore((typists) => typists[channelId] ?? nobody)
}

/** {@link useTypists}, once. */
export function typistsOf(channelId: string): readonly string[] {
  return useTypingStore.getState()[channelId] ?? nobody
}

/** Takes in who types in a channel now. */
export function setTypists(channelId: string, userIds: readonly string[]): void {
  useTypingStore.setState({ [channelId]: userIds })
}

/** Somebody's message has arrived: they have stopped typing it. */
export function removeTypist(channelId: string, userId: string): void {
  const typists = useTypingStore.getState()[channelId]
  if (typists?.includes(userId))
    setTypists(
      channelId,
      typists.filter((id) => id !== userId),
    )
}

/** Forgets everybody, when live events have stopped coming. */
export function clearTypists(): void {
  useTypingStore.setState({}, true)
}
