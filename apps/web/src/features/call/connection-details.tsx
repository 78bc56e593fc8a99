import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import type { CallParticipant } from '@parley/contracts/call'
import { Signal, TriangleAlert } from 'lucide-react'
import { settingsPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Popover } from '../../ui/popover.tsx'
import { describeConnection, describeProblem } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'
import { findProblem, type PeerQuality } from './peer-quality.ts'
import { useQualities } from './use-qualities.ts'

/** How the call is doing; pressed, how the path to each of the others is. */
export function ConnectionDetails() {
  const status = useCall(describeConnection)
  const isPoor = useQualities((qualities) => [...qualities.values()].some(findProblem)) ?? false
  const Sign = isPoor ? TriangleAlert : Signal
  return (
    <Popover
      label={t`Connection`}
      side="top"
      align="center"
      className="w-84 p-4"
      trigger={
        <button
          type="button"
          className={classNames(
            'flex min-h-7 items-center gap-1.5 rounded-md px-2 text-xs hover:text-text pointer-coarse:min-h-11',
            isPoor ? 'text-warning' : 'text-muted',
          )}
        >
          <Sign aria-hidden className="size-3.5" />
          {isPoor ? t`Poor connection` : status}
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
  const qualities = useQualities((all) => all)
  const others = participants.filter(({ id }) => id !== selfId)
  return (
    <>
      <h2 className="font-semibold">{t`Connection`}</h2>
      {others.length === 0 && <p className="mt-1 text-sm text-muted">{t`Nobody else is here yet.`}</p>}
      <ul className="mt-2 flex flex-col gap-3 text-sm">
        {others.map((participant) => (
          <Path key={participant.id} participant={participant} quality={qualities?.get(participant.id)} />
        ))}
      </ul>
      <Link
        to={settingsPath('call-check')}
        className="mt-3 -mb-1 inline-flex min-h-8 items-center text-sm text-link hover:underline pointer-coarse:min-h-11"
      >
        {t`Check what calls need`}
      </Link>
    </>
  )
}

function Path({ participant, quality }: { participant: CallParticipant; quality: PeerQuality | undefined }) {
  const problem = quality && findProblem(quality)
  return (
    <li>
      <p dir="auto" className="truncate font-medium">
        {participant.user.displayName}
      </p>
      {problem && <p className="text-pretty text-warning">{describeProblem(problem)}</p>}
      <div className="text-muted tabular-nums">
        {quality?.path
          ? describeQuality(quality).map((facts) => <Facts key={facts[0]} facts={facts} />)
          : t`No path has been found yet.`}
      </div>
    </li>
  )
}

/** Facts in a line, each of which stays whole where it breaks. */
function Facts({ facts }: { facts: string[] }) {
  return (
    <p className="flex flex-wrap gap-x-3">
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  )
}

/** The path and how good it is; then what flows. */
function describeQuality({ path, protocol = '', roundTrip, loss, jitter, ...flow }: PeerQuality): string[][] {
  const percent = loss === undefined ? undefined : i18n.number(loss, { style: 'percent', maximumFractionDigits: 1 })
  const way = [
    path === 'relay' ? t`Through a relay, ${protocol}` : t`Direct, ${protocol}`,
    ...(roundTrip === undefined ? [] : [t`${roundTrip} ms there and back`]),
    ...(percent === undefined ? [] : [t`${percent} lost`]),
    ...(jitter === undefined ? [] : [t`${jitter} ms jitter`]),
  ]
  const [incoming, outgoing] = [formatRate(flow.incoming), formatRate(flow.outgoing)]
  const traffic = [
    ...(incoming === undefined ? [] : [t`${incoming} in`]),
    ...(outgoing === undefined ? [] : [t`${outgoing} out`]),
    ...(flow.resolution === undefined ? [] : [flow.resolution]),
  ]
  return [way, traffic]
}

function formatRate(bitsPerSecond: number | undefined): string | undefined {
  if (bitsPerSecond === undefined) return undefined
  const isLarge = bitsPerSecond >= 1_000_000
  return i18n.number(bitsPerSecond / (isLarge ? 1_000_000 : 1_000), {
    style: 'unit',
    unit: isLarge ? 'megabit-per-second' : 'kilobit-per-second',
    maximumFractionDigits: isLarge ? 1 : 0,
  })
}
