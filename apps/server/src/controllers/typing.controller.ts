import { limiter } from '../config/rate-limits.ts'
import { startTyping as start, stopTyping as stop } from '../realtime/typing.ts'
import { type Actor, requireTarget, type Target } from './access.ts'

/** @throws AppError `not_found`, `rate_limited` */
export async function startTyping(actor: Actor, target: Target): Promise<void> {
  const channel = await requireTarget(actor, target)
  await limiter.spend('typing', actor.userId)
  start(channel, actor.userId)
}

/** @throws AppError `not_found` */
export async function stopTyping(actor: Actor, target: Target): Promise<void> {
  stop(await requireTarget(actor, target), actor.userId)
}
