import { plural } from '@lingui/core/macro'
import type { ServerDetail } from '@parley/contracts/server'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { keys } from '../../../realtime/query-keys.ts'
import { firstCharacters } from './characters.ts'
import { isOffered, useGiveBack } from './use-give-back.ts'
import { useUnsent } from './use-unsent.ts'

/** Milliseconds for which a page that shows what is gone goes first. */
const PATIENCE = 1_000

/** Characters of what was written by which somebody recognises it. */
const BEGINNING = 40

/** Gives back what one was writing in channels and conversations that went while one was elsewhere, or away. */
export function LostDrafts() {
  const queryClient = useQueryClient()
  const unsent = useUnsent()
  const giveBack = useGiveBack()

  const look = useEffectEvent(() => {
    const exists = document.visibilityState === 'visible' && channelsThereAre(queryClient)
    if (!exists) return
    const lost = unsent.channelIds().filter((id) => !exists.has(id) && !isOffered(id) && unsent.read(id) !== '')
    const [first] = lost
    if (first === undefined) return
    const beginning = firstCharacters(unsent.read(first).replace(/\s+/g, ' '), BEGINNING).trimEnd()
    giveBack(
      lost,
      plural(lost.length, {
        one: `“${beginning}…” was not sent, and the place it was for is gone.`,
        other: `# texts were not sent, one of them “${beginning}…”, and the places they were for are gone.`,
      }),
    )
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const lookSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        look()
      }, PATIENCE)
    }
    const unsubscribe = queryClient.getQueryCache().subscribe(({ query: { queryKey } }) => {
      if (queryKey[0] === keys.unread[0]) lookSoon()
    })
    document.addEventListener('visibilitychange', lookSoon)
    lookSoon()
    return () => {
      clearTimeout(timer)
      unsubscribe()
      document.removeEventListener('visibilitychange', lookSoon)
    }
  }, [queryClient])
  return null
}

/** The ids of all channels and conversations one is in; nothing while that is not known for certain. */
function channelsThereAre(queryClient: QueryClient): Set<string> | undefined {
  const all = queryClient.getQueryState(keys.unread)
  if (!all?.data || all.fetchStatus !== 'idle' || all.isInvalidated) return undefined
  const servers = queryClient.getQueriesData<ServerDetail>({ queryKey: ['server'] })
  return new Set([
    ...all.data.map(({ channelId }) => channelId),
    // That list hears a moment later of a server that one has joined, and of a group one was brought into.
    ...servers.flatMap(([, server]) => server?.channels.map(({ id }) => id) ?? []),
    ...(queryClient.getQueryData(keys.conversations) ?? []).map(({ id }) => id),
  ])
}
