import type { ErrorCode } from '@parley/contracts/errors'
import type { Asker } from './world.ts'

/** The status of a success over REST, or that of an event, or else the code of the error. */
export type Outcome = 200 | 201 | 204 | 'ok' | ErrorCode

/** What each asker gets. */
export type Answers = Record<Asker, Outcome>

export const everybody = (outcome: Outcome): Answers => ({
  anonymous: outcome,
  stranger: outcome,
  member: outcome,
  author: outcome,
  owner: outcome,
})

export const signedIn = (outcome: Outcome): Answers => ({ ...everybody(outcome), anonymous: 'unauthenticated' })

/** Those who belong to the server; for the others there is no such thing. */
export const members = (outcome: Outcome): Answers => ({ ...signedIn(outcome), stranger: 'not_found' })

/** The server's owner; members can see that they may not. */
export const ownerOnly = (outcome: Outcome): Answers => ({ ...members('forbidden'), owner: outcome })

/** Who has written the message in the server's channel. */
export const authorOnly = (outcome: Outcome): Answers => ({ ...members('forbidden'), author: outcome })

/** The people in a conversation, which a server's owner has no part in. */
export const participants = (outcome: Outcome): Answers => ({ ...members(outcome), owner: 'not_found' })
