import { create } from 'zustand'
import { type CallState, useCall } from './engine/call-store.ts'

/** Which picture of the call floats over everything else on the screen. */
interface FloatingPicture {
  /** Who comes back as another participant is still the same person. */
  userId: string
  slot: 'camera' | 'screen'
}

export const usePictureInPicture = create<{ shown: FloatingPicture | null }>(() => ({ shown: null }))

export const hasPictureInPicture = 'pictureInPictureEnabled' in document && document.pictureInPictureEnabled

/** Outside the page, which may show something else meanwhile. */
let video: HTMLVideoElement | undefined

/** Where the picture comes in: undefined when it is not sent any more. */
function findStream({ participants, pictures }: CallState): MediaStream | undefined {
  const { shown } = usePictureInPicture.getState()
  const participant = participants.find(({ userId }) => userId === shown?.userId)
  const isSent = shown?.slot === 'screen' ? participant?.screen : participant?.video
  return shown && participant && isSent ? pictures[participant.id]?.[shown.slot] : undefined
}

/** Shows a picture in a window of its own, in place of the one that is there. Needs a click. */
export async function openPictureInPicture(picture: FloatingPicture): Promise<void> {
  usePictureInPicture.setState({ shown: picture })
  video ??= createVideo()
  const stream = findStream(useCall.getState())
  if (!stream) return closePictureInPicture()
  try {
    if (video.srcObject !== stream) video.srcObject = stream
    await video.play()
    await video.requestPictureInPicture()
  } catch {
    closePictureInPicture()
  }
}

/** Closes the small window, whoever asks for it: a button here, its own, or a picture that ends. */
export function closePictureInPicture(): void {
  if (!video || !usePictureInPicture.getState().shown) return
  usePictureInPicture.setState({ shown: null })
  video.srcObject = null
  // It may be closed already, by its own button.
  document.exitPictureInPicture().catch(() => undefined)
}

function createVideo(): HTMLVideoElement {
  const created = document.createElement('video')
  created.muted = true
  created.playsInline = true
  created.addEventListener('leavepictureinpicture', closePictureInPicture)
  // A path that was lost may bring it anew.
  useCall.subscribe((call) => {
    if (!usePictureInPicture.getState().shown) return
    const stream = findStream(call)
    if (!stream) closePictureInPicture()
    else if (created.srcObject !== stream) {
      created.srcObject = stream
      created.play().catch(() => undefined)
    }
  })
  return created
}
