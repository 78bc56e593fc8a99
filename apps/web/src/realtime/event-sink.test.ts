import type { Call, CallParticipant } from '@parley/contracts/call'
import { QueryObserver } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { createEventSink } from './event-sink.ts'
import { createQueryClient } from './query-client.ts'
import { keys } from './query-keys.ts'

const participant: CallParticipant = {
  id: '7',
  userId: '5',
  user: { id: '5', username: 'ana', displayName: 'Ana', avatarUrl: null },
  audio: true,
  video: false,
  screen: false,
  muted: false,
  deafened: false,
  reconnecting: false,
  joinedAt: '2026-01-01T00:00:00.000Z',
}
const call: Call = {
  id: '3',
  serverId: '2',
  startedAt: '2026-01-01T00:00:00.000Z',
  participants: [participant],
  ringing: [],
}

/** A list that is asked for; every answer has to be given by the test. */
function askFor(queryClient: ReturnType<typeof createQueryClient>) {
  const answers: ((calls: Call[]) => void)[] = []
  const observer = new QueryObserver(queryClient, {
    queryKey: keys.calls,
    queryFn: () => new Promise<Call[]>((resolve) => answers.push(resolve)),
  })
  observer.subscribe(() => undefined)
  return { answers, list: () => observer.getCurrentResult().data }
}

it.each(['a first', 'another'])('asks again for what an event has changed during %s fetch', async (which) => {
  const queryClient = createQueryClient()
  const sink = createEventSink(queryClient, '1')
  const { answers, list } = askFor(queryClient)
  if (which === 'another') {
    answers.shift()?.([call])
    await vi.waitFor(() => expect(list()).toEqual([call]))
    void queryClient.invalidateQueries({ queryKey: keys.calls })
    await vi.waitFor(() => expect(answers).toHaveLength(1))
  }
  sink.apply('call-left', { callId: '3', serverId: '2', participant, reason: 'left' })
  // Read before the event.
  answers.shift()?.([call])
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  answers.shift()?.([])
  await vi.waitFor(() => expect(list()).toEqual([]))
  queryClient.clear()
})
