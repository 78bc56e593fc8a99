import type { ShownPicture } from '@parley/contracts/forwarding'
import { useEffect } from 'react'
import { create } from 'zustand'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { useCall } from './engine/call-store.ts'
import { usePictureInPicture } from './picture-in-picture.ts'

/** What the call's page shows, the most important first. */
const useStage = create<{ pictures: ShownPicture[] }>(() => ({ pictures: [] }))

/** Says what the call's page shows, for as long as it does. */
export function useStagePictures(pictures: ShownPicture[]): void {
  const told = JSON.stringify(pictures)
  useEffect(() => {
    const tell = () => useStage.setState({ pictures: document.visibilityState === 'hidden' ? [] : JSON.parse(told) })
    tell()
    document.addEventListener('visibilitychange', tell)
    return () => {
      document.removeEventListener('visibilitychange', tell)
      useStage.setState({ pictures: [] })
    }
  }, [told])
}

/** Has only what is looked at sent: on the call's page, and in a window of its own. */
export function useShownPictures(): void {
  const { call: engine } = useRealtime()
  const onStage = useStage(({ pictures }) => pictures)
  const floating = usePictureInPicture(({ shown }) => shown)
  const participants = useCall((call) => call.participants)
  const participantId = participants.find(({ userId }) => userId === floating?.userId)?.id
  const slot = floating?.slot
  useEffect(() => {
    const isOnStage = onStage.some((picture) => picture.participantId === participantId && picture.slot === slot)
    const beside: ShownPicture[] =
      participantId && slot && !isOnStage ? [{ participantId, slot, size: slot === 'screen' ? 'large' : 'small' }] : []
    engine.show([...beside, ...onStage])
  }, [engine, onStage, participantId, slot])
  useEffect(() => () => engine.show([]), [engine])
}
