import { t } from '@lingui/core/macro'
import { linkOptions, useRouter } from '@tanstack/react-router'
import {
  HeadphoneOff,
  Headphones,
  Mic,
  MicOff,
  MonitorUp,
  MonitorX,
  PhoneOff,
  Settings2,
  Video,
  VideoOff,
} from 'lucide-react'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { toastError } from '../../ui/toaster.tsx'
import { useCall } from './engine/call-store.ts'
import { type DeviceProblem, describeRefusal } from './engine/devices.ts'

/** Everything one can switch in a call. `isSmall` leaves out what needs the call's page. */
export function CallControls({ isSmall = false }: { isSmall?: boolean }) {
  const { call: engine } = useRealtime()
  const router = useRouter()
  const muted = useCall(
    (call) => call.muted || call.deafened || (call.microphone !== 'on' && call.microphone !== 'waiting'),
  )
  const deafened = useCall((call) => call.deafened)
  const camera = useCall((call) => call.camera !== null)
  const screen = useCall((call) => call.screen !== null)
  const off = 'bg-danger-soft text-danger'
  return (
    <div role="toolbar" aria-label={t`Call`} className="flex flex-wrap items-center justify-center gap-1.5">
      <IconButton
        label={muted ? t`Unmute` : t`Mute`}
        className={classNames(muted && off)}
        onClick={() => engine.setMuted(!muted)}
      >
        {muted ? <MicOff /> : <Mic />}
      </IconButton>
      <IconButton
        label={deafened ? t`Undeafen` : t`Deafen`}
        className={classNames(deafened && off)}
        onClick={() => engine.setDeafened(!deafened)}
      >
        {deafened ? <HeadphoneOff /> : <Headphones />}
      </IconButton>
      {!isSmall && (
        <>
          <IconButton
            label={camera ? t`Turn camera off` : t`Turn camera on`}
            className={classNames(camera && 'bg-accent-soft text-accent')}
            onClick={() => void engine.setCamera(!camera).catch((error) => toastError(describeCameraProblem(error)))}
          >
            {camera ? <Video /> : <VideoOff />}
          </IconButton>
          {'getDisplayMedia' in (navigator.mediaDevices ?? {}) && (
            <IconButton
              label={screen ? t`Stop sharing the screen` : t`Share the screen`}
              className={classNames(screen && 'bg-accent-soft text-accent')}
              // Nothing was chosen: that says enough.
              onClick={() => void engine.setScreen(!screen).catch(() => undefined)}
            >
              {screen ? <MonitorX /> : <MonitorUp />}
            </IconButton>
          )}
          <IconButton
            label={t`Voice settings`}
            onClick={() => void router.navigate(linkOptions({ to: '/settings/voice' }))}
          >
            <Settings2 />
          </IconButton>
        </>
      )}
      <IconButton
        label={t`Leave the call`}
        className="bg-danger text-on-danger not-disabled:hover:bg-danger-hover not-disabled:hover:text-on-danger"
        onClick={() => engine.leave()}
      >
        <PhoneOff />
      </IconButton>
    </div>
  )
}

/** Why a camera did not go on. */
function describeCameraProblem(error: unknown): string {
  const problems: Record<DeviceProblem, string> = {
    denied: t`Your browser may not use the camera. Allow it beside the address.`,
    missing: t`There is no camera.`,
    busy: t`Another program uses the camera.`,
  }
  return problems[describeRefusal(error)]
}
