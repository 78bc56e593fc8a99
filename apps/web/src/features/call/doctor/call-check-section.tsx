import { plural, t } from '@lingui/core/macro'
import { CircleCheck, CircleDashed, CircleMinus, CircleX, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Section } from '../../../app/sectioned-page.tsx'
import { Button } from '../../../ui/button.tsx'
import { copyText } from '../../../ui/copy-text.ts'
import { Spinner } from '../../../ui/spinner.tsx'
import { toastError, toastSuccess } from '../../../ui/toaster.tsx'
import { LevelBar } from '../level-bar.tsx'
import { useDevices } from '../use-devices.ts'
import { useMicrophoneLevel } from '../use-microphone-level.ts'
import {
  describeCamera,
  describePermission,
  describeResult,
  describeSound,
  describeState,
  isBad,
  nameStep,
  type StepReport,
} from './describe-check.ts'
import { networkSteps } from './network-check.ts'
import { useNetworkCheck } from './use-network-check.ts'

/** Tries everything a call needs, one step after the other, and says what to do about what fails. */
export function CallCheckSection() {
  // Each check is another one; none before the first is asked for, since the browser may ask for the microphone.
  const [attempt, setAttempt] = useState(0)
  return (
    <Section
      title={t`Call check`}
      description={t`Tries your microphone, the connection to Parley, and the paths that calls take. Nobody hears you.`}
    >
      {attempt === 0 ? (
        <Button variant="primary" onClick={() => setAttempt(1)}>
          {t`Start the check`}
        </Button>
      ) : (
        <Check key={attempt} onRepeat={() => setAttempt(attempt + 1)} />
      )}
    </Section>
  )
}

function Check({ onRepeat }: { onRepeat: () => void }) {
  const { state, name, level } = useMicrophoneLevel()
  const heard = useHeard(state === 'on', level)
  const cameras = useDevices().filter(({ kind }) => kind === 'videoinput')
  const network = useNetworkCheck()
  const steps: StepReport[] = [
    { key: 'microphone', title: t`Microphone`, ...describePermission(state, name) },
    { key: 'sound', title: t`Your voice`, ...describeSound(state, heard) },
    { key: 'camera', title: t`Camera`, ...describeCamera(state, cameras) },
    ...networkSteps.map((step) => ({
      key: step,
      title: nameStep(step),
      state: network[step].state,
      text: describeResult(step, network[step]),
    })),
  ]
  const summary = summarise(steps)
  return (
    <>
      <p role="status" className="font-medium text-pretty">
        {summary}
      </p>
      <ol className="mt-4 divide-y divide-line rounded-2xl border border-line bg-raised">
        {steps.map((step) => (
          <Step key={step.key} step={step}>
            {step.key === 'sound' && state === 'on' && <LevelBar level={level} />}
          </Step>
        ))}
      </ol>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button onClick={onRepeat}>{t`Check again`}</Button>
        <Button variant="quiet" onClick={() => void copyReport(summary, steps)}>
          <Copy aria-hidden className="size-4" />
          {t`Copy the report`}
        </Button>
      </div>
    </>
  )
}

const icons = {
  waiting: <CircleDashed aria-hidden className="size-5 text-muted" />,
  running: <Spinner className="size-5" />,
  passed: <CircleCheck aria-hidden className="size-5 text-success" />,
  absent: <CircleMinus aria-hidden className="size-5 text-muted" />,
  skipped: <CircleMinus aria-hidden className="size-5 text-muted" />,
  failed: <CircleX aria-hidden className="size-5 text-danger" />,
}

function Step({ step: { title, state, text }, children }: { step: StepReport; children: ReactNode }) {
  return (
    <li className="flex gap-3 px-4 py-3">
      <span className="flex h-6 shrink-0 items-center">{icons[state]}</span>
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{title}</span>
          <span className={state === 'absent' || state === 'skipped' ? 'text-sm text-muted' : 'sr-only'}>
            {describeState(state)}
          </span>
        </p>
        {text && <p className="text-sm text-pretty text-muted">{text}</p>}
        {children && <div className="mt-2">{children}</div>}
      </div>
    </li>
  )
}

function summarise(steps: readonly StepReport[]): string {
  const failed = steps.filter(isBad).length
  if (failed > 0) {
    return plural(failed, {
      one: 'One thing is wrong; see below what to do.',
      other: '# things are wrong; see below what to do.',
    })
  }
  // The voice may take its time.
  if (steps.some(({ key, state }) => key !== 'sound' && (state === 'waiting' || state === 'running'))) {
    return t`Checking…`
  }
  return t`Nothing is wrong: calls should work here.`
}

/** Milliseconds in which whoever is asked to say something has. */
const PATIENCE = 10_000
/** A quiet voice; a quiet room is less. */
const VOICE = 0.35

/** Whether something has been heard since the microphone is open. */
function useHeard(isOpen: boolean, level: number): 'yes' | 'no' | 'not yet' {
  const [isHeard, setHeard] = useState(false)
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (level > VOICE) setHeard(true)
  }, [level])
  useEffect(() => {
    if (!isOpen) return
    const timer = setTimeout(() => setLate(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [isOpen])
  return isHeard ? 'yes' : isLate ? 'no' : 'not yet'
}

/** For whoever runs the instance: what was found, and with which browser. */
async function copyReport(summary: string, steps: readonly StepReport[]): Promise<void> {
  const lines = steps.map(({ title, state, text }) => `${title}: ${describeState(state)}${text ? ` – ${text}` : ''}`)
  const isCopied = await copyText([summary, ...lines, navigator.userAgent, new Date().toISOString()].join('\n'))
  if (isCopied) toastSuccess(t`Copied`)
  else toastError(t`It could not be copied.`)
}
