import { t } from '@lingui/core/macro'
import type { Call } from '@parley/contracts/call'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { conversationPath, settingsPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { toastError, toastNotice } from '../../ui/toaster.tsx'
import { useCallCompany } from './call-company.ts'
import { callsQuery } from './call-queries.ts'
import { describeEnd } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'

const OngoingCall = lazyPart(() => import('./ongoing-call.tsx').then((module) => module.OngoingCall))
const IncomingCall = lazyPart(() => import('./incoming-call.tsx').then((module) => module.IncomingCall))

/** What there is of calls on every page. Without one it only listens. */
export function CallHost() {
  const { selfId } = useRealtime()
  const isInCall = useCall(({ status }) => status !== 'idle')
  const { data: incoming } = useQuery({
    ...callsQuery,
    select: (calls) => calls.find(({ ringing }) => ringing.includes(selfId)),
  })
  useEndNotice()
  useDeclineNotice()
  useMissedNotice(incoming)
  return (
    <>
      {isInCall && <OngoingCall />}
      {incoming && <IncomingCall key={incoming.id} call={incoming} />}
    </>
  )
}

function useEndNotice(): void {
  const ended = useCall((call) => call.ended)
  useEffect(() => {
    if (!ended) return
    const check = { label: t`Check`, onSelect: () => void navigate(settingsPath('call-check')) }
    if (ended === 'failed') toastNotice(describeEnd(ended), check)
    else toastError(describeEnd(ended))
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
        if (!isCaller || (reason !== 'declined' && reason !== 'missed')) return
        useCallCompany.setState({ isUnanswered: true })
        toastError(reason === 'declined' ? t`Your call was declined.` : t`Nobody answered.`)
      }),
    [connection, selfId],
  )
}

/** Says who has called in vain, until it is dismissed. */
function useMissedNotice(incoming: Call | undefined): void {
  const { connection, selfId } = useRealtime()
  const callers = useRef(new Map<string, string>())
  useEffect(() => {
    const caller = incoming?.participants[0]
    if (caller) callers.current.set(incoming.id, caller.user.displayName)
  }, [incoming])
  useEffect(
    () =>
      connection.on('call-ring-ended', ({ callId, userId, reason }) => {
        const name = callers.current.get(callId)
        if (userId !== selfId || name === undefined || (reason !== 'missed' && reason !== 'cancelled')) return
        const open = { label: t`Open`, onSelect: () => void navigate(conversationPath(callId)) }
        toastNotice(t`You have missed a call from ${name}.`, open)
      }),
    [connection, selfId],
  )
}
