import type { EndpointName } from '@parley/contracts/endpoints'
import type { RequestParts } from '../../support/rest.ts'
import { accountRows } from './account-rows.ts'
import { type Answers, signedIn } from './answers.ts'
import { conversationRows } from './conversation-rows.ts'
import { messageRows } from './message-rows.ts'
import { notificationRows } from './notification-rows.ts'
import { serverRows } from './server-rows.ts'
import type { Asker, Cast, Things } from './world.ts'

export interface RequestContext {
  cast: Cast
  asker: Asker
  things: Things
}

export interface EndpointRow {
  /** What sets this request apart from the endpoint's others. */
  about?: string
  request(context: RequestContext): RequestParts | Promise<RequestParts>
  answers: Answers
  /** Asks with an account of its own, because the request changes what one is signed in to. */
  ownAccount?: true
  /** Leaves the things not as they were: invite, members or existence. */
  spends?: true
}

/** Who may call what, for every endpoint of the contract. */
export const endpointTable: Record<EndpointName, EndpointRow[]> = {
  ...accountRows,
  ...serverRows,
  ...messageRows,
  ...conversationRows,
  ...notificationRows,
  listCalls: [{ request: () => ({}), answers: signedIn(200) }],
  listIceServers: [{ request: () => ({}), answers: signedIn(200) }],
}
