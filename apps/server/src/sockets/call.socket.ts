import type { Signal, SignalName } from '@parley/contracts/call'
import * as calls from '../controllers/call.controller.ts'
import type { SocketContext, SocketEvents } from './define-events.ts'

async function relay<Name extends SignalName>(name: Name, { actor, socket }: SocketContext, signal: Signal<Name>) {
  await calls.relaySignal(actor, socket.id, name, signal)
  return {}
}

export const callEvents: SocketEvents<'join-call' | 'leave-call' | 'decline-call' | 'call-state' | SignalName> = {
  'join-call': {
    limit: 'call',
    handle: ({ actor, socket }, payload) => calls.joinCall(actor, socket.id, payload, payload),
  },
  'leave-call': {
    limit: 'call',
    async handle({ actor, socket }, payload) {
      await calls.leaveCall(actor, socket.id, 'callId' in payload ? { channelId: payload.callId } : payload)
      return {}
    },
  },
  'decline-call': {
    limit: 'call',
    async handle({ actor }, { callId }) {
      await calls.declineCall(actor, callId)
      return {}
    },
  },
  'call-state': {
    limit: 'callState',
    async handle({ actor, socket }, payload) {
      await calls.setCallState(actor, socket.id, payload)
      return {}
    },
  },
  offer: { limit: 'signal', handle: (context, payload) => relay('offer', context, payload) },
  answer: { limit: 'signal', handle: (context, payload) => relay('answer', context, payload) },
  'ice-candidate': { limit: 'signal', handle: (context, payload) => relay('ice-candidate', context, payload) },
}
