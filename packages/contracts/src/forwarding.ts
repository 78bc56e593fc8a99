import { z } from 'zod'
import type { UpstreamSlot } from './forwarding-layout.ts'
import { limits } from './limits.ts'
import { snowflake } from './values.ts'

// How a participant and the forwarding unit divide the one connection between them. The participant offers once, with a
// data channel and media sections in a fixed order, of which none is added later: first those of `upstreamSlots` (forwarding-layout.ts), which
// send, then `limits.forwardedVoices` for sound and `limits.forwardedPictures` for pictures, which receive. What is sent
// and what a section shows changes by the messages on the data channel, without negotiating anew.

/** What can be heard or seen of a participant. */
const forwardedSlot = z.enum(['microphone', 'camera', 'screen', 'screenAudio'])

export interface ForwardedSource {
  participantId: string
  slot: z.infer<typeof forwardedSlot>
}

/** A picture that is on somebody's screen. */
const shownPicture = z.object({
  participantId: snowflake,
  slot: z.enum(['camera', 'screen']),
  size: z.enum(['large', 'small']),
})
export type ShownPicture = z.infer<typeof shownPicture>

/** What a participant tells the unit: what it has to send, and what it shows, the most important first. */
export const participantMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sends'), slots: z.array(forwardedSlot).max(forwardedSlot.options.length) }),
  z.object({ type: z.literal('shows'), pictures: z.array(shownPicture).max(2 * limits.forwardedParticipants) }),
])
export type ParticipantMessage = z.infer<typeof participantMessage>

/**
 * What the unit tells a participant: what each receiving section carries now, and what of the participant's own somebody
 * looks at or hears; the rest need not be sent.
 */
export type UnitMessage =
  | { type: 'carries'; voices: (ForwardedSource | null)[]; pictures: (ForwardedSource | null)[] }
  | { type: 'wants'; slots: UpstreamSlot[] }
