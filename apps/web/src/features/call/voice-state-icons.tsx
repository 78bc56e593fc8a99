import type { CallParticipant } from '@parley/contracts/call'
import { Ear, HeadphoneOff, MicOff, MonitorUp, Video } from 'lucide-react'

/** What somebody has switched on and off, as small signs. Purely visual: it is said in words nearby. */
export function VoiceStateIcons({ participant }: { participant: CallParticipant }) {
  return (
    <span aria-hidden className="flex shrink-0 items-center gap-1 [&_svg]:size-3.5">
      {participant.screen && <MonitorUp className="text-accent" />}
      {participant.video && <Video />}
      {participant.deafened ? <HeadphoneOff /> : participant.muted ? <MicOff /> : null}
      {!participant.audio && <Ear />}
    </span>
  )
}
