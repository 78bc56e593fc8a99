import { t } from '@lingui/core/macro'

/** How loud the microphone is, 0 to 1. */
export function LevelBar({ level }: { level: number }) {
  return (
    <meter
      aria-label={t`Microphone level`}
      min={0}
      max={1}
      value={level}
      className="block h-2 w-full max-w-64 rounded-full [background:var(--color-active)] [&::-moz-meter-bar]:rounded-full [&::-moz-meter-bar]:[background:var(--color-online)] [&::-webkit-meter-bar]:h-2 [&::-webkit-meter-bar]:rounded-full [&::-webkit-meter-bar]:border-0 [&::-webkit-meter-bar]:[background:var(--color-active)] [&::-webkit-meter-optimum-value]:rounded-full [&::-webkit-meter-optimum-value]:[background:var(--color-online)]"
    />
  )
}
