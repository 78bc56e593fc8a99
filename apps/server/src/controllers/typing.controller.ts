import { limiter } from '../config/rate-limits.ts'
import { startTyping as start, stopTyping as stop } from '../realtime/typing.ts'
import { type Actor, requireChannel } from './access.ts'

/** @throws AppError `not_found`, `rate_limited` */
export async function startTyping(actor: Actor, channelId: string): Promise<void> {
  const channel = await requireChannel(actor, channelId)
  limiter.check('typing', actor.userId)
  start(channel, actor.userId)
}

/** @throws AppError `not_found` */
export async function stopTyping(actor: Actor, channelId: string): Promise<void> {
  stop(await requireChannel(actor, channelId), actor.userId)
}
