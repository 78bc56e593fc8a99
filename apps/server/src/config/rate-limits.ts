import type { RateLimit } from '../lib/gcra.ts'
import { RateLimiter, type SharedCount } from '../lib/rate-limiter.ts'

/** Whom a limit counts: the signed-in user, the network address, or the account that is being signed in to. */
type Subject = 'user' | 'address' | 'account'

const perSecond = (rate: number) => 1000 / rate

/** Every budget: generous for people, tight where something can be guessed or flooded. */
export const rateLimits = {
  /** Any request that changes nothing, by who sends it. */
  read: { per: 'user', burst: 300, interval: perSecond(50) },
  /** Any other request of somebody signed in. */
  write: { per: 'user', burst: 120, interval: perSecond(10) },
  /** Requests of people who are not signed in. */
  anonymous: { per: 'address', burst: 300, interval: perSecond(20) },
  /** Messages, through both doors together. */
  message: { per: 'user', burst: 120, interval: perSecond(10) },
  createServer: { per: 'user', burst: 30, interval: perSecond(1 / 10) },
  /** Conversations and joins: what a spammer would do to many people. */
  contact: { per: 'user', burst: 60, interval: perSecond(1) },
  register: { per: 'address', burst: 100, interval: perSecond(1 / 10) },
  login: { per: 'address', burst: 100, interval: perSecond(1) },
  /** At one account from one address, and at one account from anywhere: nobody can lock somebody else out. */
  loginAccount: { per: 'account', burst: 10, interval: perSecond(1 / 10) },
  loginAnywhere: { per: 'account', burst: 100, interval: perSecond(1) },
  password: { per: 'user', burst: 10, interval: perSecond(1 / 10) },
  /** Each change is told to everybody who shares a server with the user. */
  profile: { per: 'user', burst: 20, interval: perSecond(1 / 5) },
  /** Pictures, which cost a moment of a processor each, and are told to as many. */
  image: { per: 'user', burst: 10, interval: perSecond(1 / 10) },
  showImage: { per: 'address', burst: 2000, interval: perSecond(100) },
  presence: { per: 'user', burst: 20, interval: perSecond(1) },
  createGroup: { per: 'user', burst: 30, interval: perSecond(1 / 60) },
  refresh: { per: 'address', burst: 100, interval: perSecond(5) },
  /** Socket events that only open, close or announce. */
  event: { per: 'user', burst: 300, interval: perSecond(50) },
  typing: { per: 'user', burst: 40, interval: perSecond(5) },
  /** Joining, leaving and declining. */
  call: { per: 'user', burst: 30, interval: perSecond(1) },
  /** Each ring is heard on all devices of the people in a conversation. */
  ring: { per: 'user', burst: 6, interval: perSecond(1 / 10) },
  callState: { per: 'user', burst: 40, interval: perSecond(4) },
  /** Offers, answers and candidates: what joining a full mesh takes, and restarting all of it. */
  signal: { per: 'user', burst: 600, interval: perSecond(60) },
  connect: { per: 'user', burst: 60, interval: perSecond(2) },
  /** Before it is known who connects: a whole office may come back at once behind one address. */
  handshake: { per: 'address', burst: 1000, interval: perSecond(50) },
} as const satisfies Record<string, RateLimit & { per: Subject }>

export type RateLimitName = keyof typeof rateLimits

/** Counts against the budgets above. Set by {@link setUpRateLimits}. */
export let limiter = new RateLimiter(rateLimits, 1)

/**
 * @param scale multiplies every budget; 0 switches them off
 * @param countShared counts for all instances together; without it each counts for itself
 */
export function setUpRateLimits(scale: number, countShared?: SharedCount): void {
  limiter = new RateLimiter(rateLimits, scale, countShared)
}
