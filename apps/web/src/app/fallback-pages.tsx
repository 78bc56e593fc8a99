import { t } from '@lingui/core/macro'
import { ParleyError } from '@parley/client/parley-error'
import { CloudOff, Compass } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { Button, buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { describeError } from '../ui/error-message.ts'
import { Mark } from '../ui/wordmark.tsx'
import { usePageTitle } from './page-title.ts'
import { homePath } from './paths.ts'
import { Link } from './router/link.tsx'
import { retry } from './router/router.ts'

/** While it is not known yet which page comes, for longer than an eye would forgive a blank. */
export function PendingPage() {
  return (
    <div role="status" className="flex size-full min-h-40 grow items-center justify-center">
      <span className="sr-only">{t`Loading`}</span>
      <Mark className="size-10 animate-shimmer" />
    </div>
  )
}

/** Milliseconds between the tries by itself while the app is away. */
const RETRY_INTERVAL = 5_000

/** Why a page may load the next time without anything having changed here. */
const passing = new Set(['network_error', 'unavailable', 'overloaded'])

/** When a page failed to load or to draw. Tries again by itself where the app was away, or the network is back. */
export function ErrorPage({ error }: { error: unknown }) {
  const [retrying, setRetrying] = useState(false)
  usePageTitle(t`Not loaded`)
  async function tryAgain() {
    setRetrying(true)
    await retry()
    setRetrying(false)
  }
  const isPassing = error instanceof ParleyError && passing.has(error.code)
  const retryByItself = useEffectEvent(() => void tryAgain())
  useEffect(() => {
    const onOnline = () => retryByItself()
    const timer = isPassing ? setInterval(onOnline, RETRY_INTERVAL) : undefined
    addEventListener('online', onOnline)
    return () => {
      clearInterval(timer)
      removeEventListener('online', onOnline)
    }
  }, [isPassing])
  return (
    <main id="main" tabIndex={-1} className="flex size-full grow flex-col items-center justify-center outline-none">
      <EmptyState
        icon={<CloudOff />}
        title={t`This page did not load`}
        action={
          <>
            <Button variant="primary" pending={retrying} onClick={tryAgain}>
              {t`Try again`}
            </Button>
            <Button onClick={() => location.reload()}>{t`Reload Parley`}</Button>
          </>
        }
      >
        {describeError(error)}
      </EmptyState>
    </main>
  )
}

/** When there is nothing at an address. */
export function NotFoundPage() {
  usePageTitle(t`Not found`)
  return (
    <main id="main" tabIndex={-1} className="flex size-full grow flex-col items-center justify-center outline-none">
      <EmptyState
        icon={<Compass />}
        title={t`There is nothing here`}
        action={
          <Link to={homePath} className={buttonClass({ variant: 'primary' })}>
            {t`Go home`}
          </Link>
        }
      >
        {t`The link may be old or mistyped.`}
      </EmptyState>
    </main>
  )
}
