import type { z } from 'zod'
import { authEndpoints } from './endpoints/auth.ts'
import { callEndpoints } from './endpoints/call.ts'
import { channelEndpoints } from './endpoints/channel.ts'
import { conversationEndpoints } from './endpoints/conversation.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { messageEndpoints } from './endpoints/message.ts'
import { notificationEndpoints } from './endpoints/notification.ts'
import { serverEndpoints } from './endpoints/server.ts'
import { userEndpoints } from './endpoints/user.ts'

/** Every REST endpoint, by the name the typed client calls it. */
export const endpoints = {
  ...authEndpoints,
  ...serverEndpoints,
  ...channelEndpoints,
  ...messageEndpoints,
  ...conversationEndpoints,
  ...notificationEndpoints,
  ...callEndpoints,
  ...userEndpoints,
}

export type Endpoints = typeof endpoints
export type EndpointName = keyof Endpoints

type Part<E, Key extends string, Side extends 'input' | 'output'> = E extends {
  [K in Key]: infer Schema extends z.ZodType
}
  ? { [K in Key]: Side extends 'input' ? z.input<Schema> : z.output<Schema> }
  : unknown

/** What a caller gives an endpoint: `params`, `query`, `body` and `file`, each where the endpoint has it. */
export type EndpointInput<E> = Part<E, 'params', 'input'> &
  Part<E, 'query', 'input'> &
  Part<E, 'body', 'input'> &
  (E extends { upload: object } ? { file: Blob } : unknown)

/** The same after validation, defaults filled in. */
export type ValidatedInput<E> = Part<E, 'params', 'output'> & Part<E, 'query', 'output'> & Part<E, 'body', 'output'>

/** The body of a successful answer. */
export type EndpointOutput<E extends Endpoint> = {
  [Status in keyof E['responses']]: E['responses'][Status] extends z.ZodType
    ? z.output<E['responses'][Status]>
    : undefined
}[keyof E['responses']]
