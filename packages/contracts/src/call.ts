import { z } from 'zod'
import { forwardingUnitId } from './forwarding-layout.ts'
import { limits } from './limits.ts'
import { author } from './user.ts'
import { snowflake, timestamp } from './values.ts'

/** What somebody sends: nothing of it is needed to listen. */
export const callMedia = z.object({ audio: z.boolean(), video: z.boolean(), screen: z.boolean() })
export type CallMedia = z.infer<typeof callMedia>

/**
 * Somebody in a call, on one device: who joins from another one takes over there, with a new participant id.
 * `reconnecting` while the device's live connection is lost, which the media may outlive.
 */
export const callParticipant = callMedia
  .extend({
    id: snowflake,
    userId: snowflake,
    user: author,
    muted: z.boolean(),
    deafened: z.boolean(),
    reconnecting: z.boolean(),
    joinedAt: timestamp,
  })
  .meta({ id: 'CallParticipant' })
export type CallParticipant = z.infer<typeof callParticipant>

/**
 * A call under way. A channel or conversation has at most one, whose id is the channel's. `ringing` are the users whose
 * devices are still asked to join.
 */
export const call = z
  .object({
    id: snowflake,
    serverId: snowflake.nullable(),
    startedAt: timestamp,
    participants: z.array(callParticipant),
    ringing: z.array(snowflake),
  })
  .meta({ id: 'Call' })
export type Call = z.infer<typeof call>

/**
 * How the media travels: `mesh`, from each participant to each other; `sfu`, through a forwarding unit that is the one
 * peer of everybody (see forwarding.ts). A call moves to one as it grows, and stays there: everybody connects, and leaves
 * the mesh when `isReady` says that all who were there have. `unit` changes with every start of the unit: whoever is
 * connected to another one connects anew.
 */
export const callTopology = z.discriminatedUnion('topology', [
  z.object({ topology: z.literal('mesh') }),
  z.object({ topology: z.literal('sfu'), unit: z.string(), isReady: z.boolean() }),
])
export type CallTopology = z.infer<typeof callTopology>

/** As `RTCPeerConnection` takes it. */
export const iceServer = z.object({
  urls: z.array(z.string()),
  username: z.string().exactOptional(),
  credential: z.string().exactOptional(),
})
export type IceServer = z.infer<typeof iceServer>

/** `resume` is the participant id one has had in this call, for a device whose live connection was lost. */
export const joinCallOptions = z.object({ media: callMedia, resume: snowflake.optional() })

/**
 * `participants` includes oneself, as `selfId`, in the order in which they joined. Whoever joins offers to each of those
 * before; they wait for it.
 */
export const joinedCall = z.intersection(
  z.object({
    callId: snowflake,
    selfId: snowflake,
    participants: z.array(callParticipant),
    iceServers: z.array(iceServer),
  }),
  callTopology,
)
export type JoinedCall = z.infer<typeof joinedCall>

/** What a participant changes while in the call. `audio` is given when a microphone has come or gone. */
export const callStateChange = z.object({
  callId: snowflake,
  audio: z.boolean().optional(),
  muted: z.boolean(),
  deafened: z.boolean(),
  video: z.boolean(),
  screen: z.boolean(),
})

/** Why somebody is no longer in a call. */
export const callLeaveReason = z.enum(['left', 'lost', 'moved', 'removed'])
export type CallLeaveReason = z.infer<typeof callLeaveReason>

/** Why a device may stop ringing. */
export const callRingEndReason = z.enum(['answered', 'declined', 'cancelled', 'missed'])
export type CallRingEndReason = z.infer<typeof callRingEndReason>

const sdp = z.string().min(1).max(limits.sessionDescription)
const description = <Type extends string>(type: Type) => z.object({ type: z.literal(type), sdp })

export const iceCandidate = z.object({
  /** Empty at the end of the candidates. */
  candidate: z.string().max(limits.iceCandidate),
  sdpMid: z.string().max(64).nullable(),
  sdpMLineIndex: z.int().min(0).max(255).nullable(),
  usernameFragment: z.string().max(256).nullable().exactOptional(),
})
export type IceCandidate = z.infer<typeof iceCandidate>

const addressed = z.object({ callId: snowflake, to: z.union([snowflake, z.literal(forwardingUnitId)]) })

/** What one participant, or the forwarding unit, says to another, through the app: as it is sent, with `to`. */
export const signals = {
  offer: addressed.extend({ description: description('offer') }),
  answer: addressed.extend({ description: description('answer') }),
  'ice-candidate': addressed.extend({ candidate: iceCandidate }),
} as const

export type SignalName = keyof typeof signals
export type Signal<Name extends SignalName> = z.infer<(typeof signals)[Name]>
/** As it is received, with `from`. */
export type ReceivedSignal<Name extends SignalName> = Signal<Name> & { from: string }
