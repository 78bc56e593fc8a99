import { Component, createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { ErrorPage, NotFoundPage, PendingPage } from '../fallback-pages.tsx'
import { usePlace } from './place.ts'

const Depth = createContext(0)

/** Draws the page of the address or, inside of a page, the one inside of that. It stays for as long as it is a part of it. */
export function Outlet() {
  const depth = useContext(Depth)
  const Page = usePlace(({ parts }) => parts[depth])
  if (Page === undefined) return null
  if (Page === 'pending') return <PendingPage />
  if (Page === 'not-found') return <NotFoundPage />
  if (typeof Page === 'object') return <ErrorPage error={Page.error} />
  return (
    <Depth value={depth + 1}>
      <Boundary>
        <Page />
      </Boundary>
    </Depth>
  )
}

/** Keeps to one page what goes wrong while that is drawn. */
class Boundary extends Component<{ children: ReactNode }, { caught: { error: unknown } | undefined }> {
  override state = { caught: undefined as { error: unknown } | undefined }

  static getDerivedStateFromError(error: unknown) {
    return { caught: { error } }
  }

  override render() {
    const { caught } = this.state
    if (!caught) return this.props.children
    return <Caught error={caught.error} onLeave={() => this.setState({ caught: undefined })} />
  }
}

function Caught({ error, onLeave }: { error: unknown; onLeave: () => void }) {
  const visit = usePlace((place) => place.visit)
  const [first] = useState(visit)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, by whatever way one goes
  useEffect(() => {
    if (visit !== first) onLeave()
  }, [visit])
  return <ErrorPage error={error} />
}
