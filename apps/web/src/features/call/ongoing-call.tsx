import { t } from '@lingui/core/macro'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { matchShortcut } from '../../app/shortcuts.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { toastError } from '../../ui/toaster.tsx'
import { useIsNarrow } from '../../ui/use-media-query.ts'
import { CallBar } from './call-bar.tsx'
import { useCallDock } from './call-dock.ts'
import { isUnheard } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'
import { useDeviceSettings } from './engine/devices.ts'
import { closePictureInPicture } from './picture-in-picture.ts'
import { useShownPictures } from './shown-pictures.ts'

/** What there is on every page of the call one is in: the bar, who comes and goes, and the keys. */
export function OngoingCall() {
  usePushToTalk()
  useCallShortcuts()
  useShownPictures()
  useCameraNotice()
  useEffect(() => closePictureInPicture, [])
  return (
    <>
      <DockedBar />
      <ComingsAndGoings />
      <OwnState />
    </>
  )
}

/** On small screens, where the list and its pages take turns, it is at the top of both. */
function DockedBar() {
  const dock = useCallDock()
  const isNarrow = useIsNarrow()
  return dock && !isNarrow ? createPortal(<CallBar isDocked />, dock) : <CallBar />
}

function usePushToTalk(): void {
  const { call: engine } = useRealtime()
  const { pushToTalk, pushToTalkKey } = useDeviceSettings()
  useEffect(() => {
    if (!pushToTalk) return
    const ended = new AbortController()
    const { signal } = ended
    const onKey = (isDown: boolean) => (event: KeyboardEvent) => {
      if (event.code !== pushToTalkKey) return
      // A key that writes does not talk while one is writing.
      const isWriting =
        event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable]')
      if (isDown && isWriting) return
      engine.setTalking(isDown)
    }
    addEventListener('keydown', onKey(true), { signal })
    addEventListener('keyup', onKey(false), { signal })
    addEventListener('blur', () => engine.setTalking(false), { signal })
    return () => {
      ended.abort()
      engine.setTalking(false)
    }
  }, [engine, pushToTalk, pushToTalkKey])
}

function useCallShortcuts(): void {
  const { call: engine } = useRealtime()
  useEffect(() => {
    const ended = new AbortController()
    const onKeyDown = (event: KeyboardEvent) => {
      const name = matchShortcut(event)
      if (name !== 'toggle-mute' && name !== 'toggle-deafen') return
      event.preventDefault()
      const call = useCall.getState()
      if (name === 'toggle-mute') engine.setMuted(!isUnheard(call))
      else engine.setDeafened(!call.deafened)
    }
    addEventListener('keydown', onKeyDown, { signal: ended.signal })
    return () => ended.abort()
  }, [engine])
}

/** The camera was unplugged, or taken away in the browser's own settings. */
function useCameraNotice(): void {
  const isLost = useCall((call) => call.cameraIsLost)
  useEffect(() => {
    if (!isLost) return
    toastError(t`Your camera went off: it was unplugged, or your browser may not use it any more.`)
    useCall.setState({ cameraIsLost: false })
  }, [isLost])
}

/** Says who joins and leaves to those who do not see it. */
function ComingsAndGoings() {
  const participants = useCall((call) => call.participants)
  const selfId = useCall((call) => call.selfId)
  const known = useRef(new Map<string, string>())
  const [news, setNews] = useState('')
  useEffect(() => {
    const others = participants.filter(({ id }) => id !== selfId)
    const present = new Map(others.map(({ userId, user }) => [userId, user.displayName]))
    const before = known.current
    known.current = present
    const joined = [...present].filter(([userId]) => !before.has(userId)).map(([, name]) => t`${name} is in the call.`)
    const left = [...before].filter(([userId]) => !present.has(userId)).map(([, name]) => t`${name} has left the call.`)
    if (selfId !== null && joined.length + left.length > 0) setNews([...joined, ...left].join(' '))
  }, [participants, selfId])
  return (
    <p aria-live="polite" className="sr-only">
      {news}
    </p>
  )
}

/** Says what a shortcut or a button has switched to those who do not see it. */
function OwnState() {
  const unheard = useCall(isUnheard)
  const deafened = useCall((call) => call.deafened)
  return (
    <p aria-live="polite" className="sr-only">
      {deafened ? t`You hear nobody, and nobody hears you.` : unheard ? t`Nobody hears you.` : t`You are heard.`}
    </p>
  )
}
