/**
 * What a participant can send, in the order of the media sections of every description: the position of a section is
 * what says which it is, so that nothing else has to be agreed on.
 */
export const mediaSlots = ['microphone', 'camera', 'screen', 'screenAudio'] as const
export type MediaSlot = (typeof mediaSlots)[number]

export const slotKind: Record<MediaSlot, 'audio' | 'video'> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  screenAudio: 'audio',
}

/** What is sent now; a slot without a track is not sent. */
export type LocalTracks = Partial<Record<MediaSlot, MediaStreamTrack>>
