import { z } from 'zod'
import { call, iceServer } from '../call.ts'
import type { Endpoint } from './endpoint.ts'

export const callEndpoints = {
  listCalls: {
    method: 'GET',
    path: '/calls',
    tag: 'calls',
    access: 'user',
    summary: 'The calls under way in one’s servers and conversations, with who is in them',
    responses: { 200: z.array(call) },
  },
  listIceServers: {
    method: 'GET',
    path: '/calls/ice-servers',
    tag: 'calls',
    access: 'user',
    summary: 'The STUN and TURN servers, with credentials that last a few minutes: to see whether calls would connect',
    responses: { 200: z.array(iceServer) },
  },
} as const satisfies Record<string, Endpoint>
