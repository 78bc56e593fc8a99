import { t } from '@lingui/core/macro'

/** How loud the microphone is, 0 to 1. */
export function LevelBar({ level }: { level: number }) {
  return (
    <meter
      aria-label={t`Microphone level`}
      min={0}
      max={1}
      value={level}
      className="h-3 w-full max-w-64 overflow-hidden rounded-full"
    />
  )
}
