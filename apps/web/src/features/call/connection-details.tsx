import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import type { CallParticipant } from '@parley/contracts/call'
import { useEffect, useState } from 'react'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Popover } from '../../ui/popover.tsx'
import { describeConnection } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'
import { type PeerQuality, readQuality } from './peer-quality.ts'

/** How the call is doing; pressed, how the path to each of the others is. */
export function ConnectionDetails() {
  const status = useCall(describeConnection)
  return (
    <Popover
      label={t`Connection`}
      side="top"
      align="center"
      className="w-80 p-4"
      trigger={
        <button
          type="button"
          className="min-h-7 rounded-md px-2 text-xs text-muted hover:text-text pointer-coarse:min-h-11"
        >
          {status}
        </button>
      }
    >
      <Paths />
    </Popover>
  )
}

function Paths() {
  const selfId = useCall((call) => call.selfId)
  const participants = useCall((call) => call.participants)
  const qualities = useQualities()
  const others = participants.filter(({ id }) => id !== selfId)
  return (
    <>
      <h2 className="font-semibold">{t`Connection`}</h2>
      {others.length === 0 && <p className="mt-1 text-sm text-muted">{t`Nobody else is here yet.`}</p>}
      <ul className="mt-2 flex flex-col gap-3 text-sm">
        {others.map((participant) => (
          <Path key={participant.id} participant={participant} quality={qualities.get(participant.id)} />
        ))}
      </ul>
    </>
  )
}

function Path({ participant, quality }: { participant: CallParticipant; quality: PeerQuality | undefined }) {
  return (
    <li>
      <p dir="auto" className="truncate font-medium">
        {participant.user.displayName}
      </p>
      <p className="text-muted tabular-nums">{quality ? describeQuality(quality) : t`Connecting…`}</p>
    </li>
  )
}

function describeQuality({ path, protocol, roundTrip, loss, jitter, resolution }: PeerQuality): string {
  if (!path) return t`No path has been found yet.`
  const percent = loss === undefined ? undefined : i18n.number(loss, { style: 'percent', maximumFractionDigits: 1 })
  const facts = [
    path === 'relay' ? t`Through a relay, ${protocol ?? ''}` : t`Direct, ${protocol ?? ''}`,
    ...(roundTrip === undefined ? [] : [t`${roundTrip} ms there and back`]),
    ...(percent === undefined ? [] : [t`${percent} lost`]),
    ...(jitter === undefined ? [] : [t`${jitter} ms jitter`]),
    ...(resolution === undefined ? [] : [resolution]),
  ]
  return facts.join(' · ')
}

/** Asked for anew every two seconds while it is looked at. */
function useQualities(): ReadonlyMap<string, PeerQuality> {
  const { call: engine } = useRealtime()
  const [qualities, setQualities] = useState<ReadonlyMap<string, PeerQuality>>(new Map())
  useEffect(() => {
    const read = () =>
      void engine.getStats().then((reports) => {
        setQualities(new Map([...reports].map(([id, report]) => [id, readQuality(report.values())])))
      })
    read()
    const timer = setInterval(read, 2_000)
    return () => clearInterval(timer)
  }, [engine])
  return qualities
}
