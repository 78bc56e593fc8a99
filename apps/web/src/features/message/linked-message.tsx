import { useEffect, useRef } from 'react'
import { usePlace } from '../../app/router/place.ts'
import { useChat } from './chat-store.ts'

/** Leads to the message that the address names, and back from it to where the person was. Draws nothing. */
export function LinkedMessage({ id }: { id: string | undefined }) {
  const { list, jump } = useChat()
  // The same link may be followed twice.
  const visit = usePlace((place) => place.visit)
  /** What was looked at before a link was followed: a message, or null for the present. */
  const origin = useRef<string | null>(undefined)
  const lastId = useRef<string>(undefined)

  // biome-ignore lint/correctness/useExhaustiveDependencies: every visit leads there anew
  useEffect(() => {
    const { current: handle } = list
    if (id !== undefined) {
      if (lastId.current === undefined && handle) origin.current = handle.anchor()
      if (handle) handle.toMessage(id)
      else jump.current = { to: id, highlight: true }
    } else if (lastId.current !== undefined) {
      if (origin.current) handle?.toMessage(origin.current, { highlight: false })
      else handle?.toPresent()
    }
    lastId.current = id
  }, [id, visit, list, jump])

  useEffect(
    () => () => {
      origin.current = undefined
      lastId.current = undefined
    },
    [],
  )

  return null
}
