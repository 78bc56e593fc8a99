import type { CallParticipant } from '@parley/contracts/call'
import { Ear, HeadphoneOff, MicOff, MonitorUp, Video } from 'lucide-react'

/** What somebody has switched on and off, as small signs. Purely visual: it is said in words nearby. */
export function VoiceStateIcons({ participant }: { participant: CallParticipant }) {
  const { audio, deafened, muted, screen, video } = participant
  if (audio && !deafened && !muted && !screen && !video) return null
  return (
    <span aria-hidden className="flex shrink-0 items-center gap-1 [&_svg]:size-3.5">
      {screen && <MonitorUp className="text-accent" />}
      {video && <Video />}
      {deafened ? <HeadphoneOff /> : muted ? <MicOff /> : null}
      {!audio && <Ear />}
    </span>
  )
}
