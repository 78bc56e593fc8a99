/** Stands for the forwarding unit where a participant id would. */
export const forwardingUnitId = 'sfu'

/** What a participant sends to the unit. `thumbnail` is the camera once more, small, for all who do not look at it large. */
export const upstreamSlots = ['microphone', 'camera', 'thumbnail', 'screen', 'screenAudio'] as const
export type UpstreamSlot = (typeof upstreamSlots)[number]
