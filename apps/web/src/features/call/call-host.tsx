import { t } from '@lingui/core/macro'
import { useEffect, useRef, useState } from 'react'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { toastError } from '../../ui/toaster.tsx'
import { CallBar } from './call-bar.tsx'
import { describeEnd } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'
import { useDeviceSettings } from './engine/devices.ts'
import { IncomingCall } from './incoming-call.tsx'

/** What there is of calls on every page: the bar, who calls, who comes and goes, and the key to talk. */
export function CallHost() {
  usePushToTalk()
  useEndNotice()
  useDeclineNotice()
  return (
    <>
      <CallBar />
      <IncomingCall />
      <ComingsAndGoings />
    </>
  )
}

function usePushToTalk(): void {
  const { call: engine } = useRealtime()
  const isInCall = useCall(({ status }) => status !== 'idle')
  const { pushToTalk, pushToTalkKey } = useDeviceSettings()
  useEffect(() => {
    if (!isInCall || !pushToTalk) return
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
  }, [engine, isInCall, pushToTalk, pushToTalkKey])
}

function useEndNotice(): void {
  const ended = useCall((call) => call.ended)
  useEffect(() => {
    if (!ended) return
    toastError(describeEnd(ended))
    useCall.setState({ ended: null })
  }, [ended])
}

/** The person one has called does not want to talk now. */
function useDeclineNotice(): void {
  const { connection, selfId } = useRealtime()
  useEffect(
    () =>
      connection.on('call-ring-ended', ({ callId, userId, reason }) => {
        const isCaller = useCall.getState().target?.channelId === callId && userId !== selfId
        if (isCaller && reason === 'declined') toastError(t`Your call was declined.`)
        if (isCaller && reason === 'missed') toastError(t`Nobody answered.`)
      }),
    [connection, selfId],
  )
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
