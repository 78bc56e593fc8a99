import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'

/** Milliseconds after which people begin to wonder. */
const PATIENCE = 4_000

/** Says under a form that it is still being sent, when that takes long. */
export function SlowNotice({ pending }: { pending: boolean }) {
  return (
    <p role="status" className="text-center text-sm text-pretty text-muted empty:hidden">
      {pending && <AfterAWhile />}
    </p>
  )
}

function AfterAWhile() {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [])
  return slow ? t`This takes longer than usual. Your connection or Parley may be slow.` : null
}
