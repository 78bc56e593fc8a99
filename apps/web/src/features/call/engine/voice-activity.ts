/** Level above which somebody counts as speaking: −40 dB, above a quiet room. */
const THRESHOLD = 0.01
/** Milliseconds after the last sound: between two words nobody has stopped. */
const HANGOVER = 500
const INTERVAL = 120

/**
 * Watches who is speaking.
 * @param readLevels everybody's level now, 0 to 1, by participant id
 * @param onChange with everybody who speaks, whenever that changes
 * @returns a function that ends it
 */
export function watchVoices(
  readLevels: () => Iterable<[id: string, level: number]>,
  onChange: (speaking: Record<string, boolean>) => void,
): () => void {
  const heardAt = new Map<string, number>()
  let known = ''
  const timer = setInterval(() => {
    const now = performance.now()
    for (const [id, level] of readLevels()) if (level > THRESHOLD) heardAt.set(id, now)
    for (const [id, at] of heardAt) if (now - at > HANGOVER) heardAt.delete(id)
    const ids = [...heardAt.keys()].sort()
    if (ids.join() === known) return
    known = ids.join()
    onChange(Object.fromEntries(ids.map((id) => [id, true])))
  }, INTERVAL)
  return () => clearInterval(timer)
}
