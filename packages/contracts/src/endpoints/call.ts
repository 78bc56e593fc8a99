import { z } from 'zod'
import { call } from '../call.ts'
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
} as const satisfies Record<string, Endpoint>
