const key = 'parley:last-channels'

function read(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, string>
  } catch {
    return {}
  }
}

/** The channel one had open last in a server, on this device. */
export function lastChannelOf(serverId: string): string | undefined {
  return read()[serverId]
}

/** Notes the channel that is open now. */
export function rememberChannel(serverId: string, channelId: string): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...read(), [serverId]: channelId }))
  } catch {
    // Storage is blocked or full: the first channel opens next time.
  }
}
