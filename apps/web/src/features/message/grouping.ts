import { dayKey } from './time.ts'

/** Milliseconds within which messages of one author stand under one name. */
const GROUP_WINDOW = 7 * 60_000

/** What a message's place depends on. */
export interface Placed {
  author: { id: string }
  createdAt: string
}

/** What stands above a message. */
export interface Placement {
  /** With name and picture, not only text. */
  startsGroup: boolean
  /** Under a line that names its day. */
  startsDay: boolean
}

/** How a message follows the one shown before it. */
export function placeAfter(previous: Placed | undefined, message: Placed): Placement {
  if (!previous) return { startsGroup: true, startsDay: true }
  const before = new Date(previous.createdAt)
  const date = new Date(message.createdAt)
  const startsDay = dayKey(before) !== dayKey(date)
  const follows = previous.author.id === message.author.id && date.getTime() - before.getTime() < GROUP_WINDOW
  return { startsGroup: startsDay || !follows, startsDay }
}
