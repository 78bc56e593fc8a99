import type { CallConnection, CallEngine } from './call-engine.ts'
import { useCall } from './call-store.ts'
import { readPlace } from './remembered-place.ts'

/** A call engine whose code is loaded with the first call. Until then there is nothing else that it could be asked. */
export function createLateCallEngine(connection: CallConnection): CallEngine {
  let engine: CallEngine | undefined
  let loading: Promise<CallEngine | undefined> | undefined
  let isStopped = false

  async function load(): Promise<CallEngine | undefined> {
    try {
      const { createCallEngine } = await import('./call-engine.ts')
      if (!isStopped) engine = createCallEngine(connection)
    } catch {
      loading = undefined
      if (!isStopped) useCall.setState({ ended: 'failed' })
    }
    return engine
  }

  function loaded(): Promise<CallEngine | undefined> {
    loading ??= load()
    return loading
  }

  // A page that was reloaded goes back where it was.
  if (readPlace()) void loaded()

  return {
    join: async (target) => (await loaded())?.join(target),
    leave: () => engine?.leave(),
    setMuted: (isMuted) => engine?.setMuted(isMuted),
    setDeafened: (isDeafened) => engine?.setDeafened(isDeafened),
    setTalking: (isTalking) => engine?.setTalking(isTalking),
    setCamera: async (isOn) => engine?.setCamera(isOn),
    setScreen: async (isOn) => engine?.setScreen(isOn),
    show: (pictures) => engine?.show(pictures),
    allowSound: () => engine?.allowSound(),
    getStats: async () => engine?.getStats() ?? new Map(),
    stop() {
      isStopped = true
      engine?.stop()
    },
  }
}
