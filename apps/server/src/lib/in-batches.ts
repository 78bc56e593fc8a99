import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Loads what is asked for in the same turn of the event loop at once, so that many who ask cost one query.
 * @param loadAll gives what finds a key's value among those it has loaded
 */
export function inBatches<Value>(
  loadAll: (keys: string[]) => Promise<(key: string) => Value>,
): (key: string) => Promise<Value> {
  let keys = new Set<string>()
  let batch: Promise<(key: string) => Value> | undefined

  async function loadBatch(): Promise<(key: string) => Value> {
    await nextTurn()
    const asked = [...keys]
    keys = new Set()
    batch = undefined
    return loadAll(asked)
  }

  return async (key) => {
    keys.add(key)
    batch ??= loadBatch()
    const find = await batch
    return find(key)
  }
}
