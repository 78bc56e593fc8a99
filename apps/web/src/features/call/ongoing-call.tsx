import { t } from '@lingui/core/macro'
import { useEffect, useRef, useState } from 'react'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { CallBar } from './call-bar.tsx'
import { useCall } from './engine/call-store.ts'
import { useDeviceSettings } from './engine/devices.ts'

/** What there is on every page of the call one is in: the bar, who comes and goes, and the key to talk. */
export function OngoingCall() {
  usePushToTalk()
  return (
    <>
      <CallBar />
      <ComingsAndGoings />
    </>
  )
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
