import { t } from '@lingui/core/macro'
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
import { Toolbar } from 'radix-ui'
import type { ReactNode } from 'react'
import { settingsPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { toastError } from '../../ui/toaster.tsx'
import { isUnheard } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'
import { type DeviceProblem, describeRefusal } from './engine/devices.ts'

/** Everything one can switch in a call. `isSmall` leaves out what needs the call's page. */
export function CallControls({ isSmall = false }: { isSmall?: boolean }) {
  const { call: engine } = useRealtime()
  const muted = useCall(isUnheard)
  const deafened = useCall((call) => call.deafened)
  const camera = useCall((call) => call.camera !== null)
  const screen = useCall((call) => call.screen !== null)
  const size = isSmall ? 'medium' : 'large'
  return (
    <Toolbar.Root aria-label={t`Call`} className="flex flex-wrap items-center justify-center gap-1.5">
      <Control
        label={muted ? t`Unmute` : t`Mute`}
        state={muted ? 'off' : 'plain'}
        size={size}
        onClick={() => engine.setMuted(!muted)}
      >
        {muted ? <MicOff /> : <Mic />}
      </Control>
      <Control
        label={deafened ? t`Undeafen` : t`Deafen`}
        state={deafened ? 'off' : 'plain'}
        size={size}
        onClick={() => engine.setDeafened(!deafened)}
      >
        {deafened ? <HeadphoneOff /> : <Headphones />}
      </Control>
      {!isSmall && (
        <>
          <Control
            label={camera ? t`Turn camera off` : t`Turn camera on`}
            state={camera ? 'on' : 'plain'}
            size={size}
            onClick={() => void engine.setCamera(!camera).catch((error) => toastError(describeCameraProblem(error)))}
          >
            {camera ? <Video /> : <VideoOff />}
          </Control>
          {'getDisplayMedia' in (navigator.mediaDevices ?? {}) && (
            <Control
              label={screen ? t`Stop sharing the screen` : t`Share the screen`}
              state={screen ? 'on' : 'plain'}
              size={size}
              // Nothing was chosen: that says enough.
              onClick={() => void engine.setScreen(!screen).catch(() => undefined)}
            >
              {screen ? <MonitorX /> : <MonitorUp />}
            </Control>
          )}
          <Control
            label={t`Voice settings`}
            state="plain"
            size={size}
            onClick={() => void navigate(settingsPath('voice'))}
          >
            <Settings2 />
          </Control>
        </>
      )}
      <Control label={t`Leave the call`} state="leave" size={size} onClick={() => engine.leave()}>
        <PhoneOff />
      </Control>
    </Toolbar.Root>
  )
}

const looks = {
  plain: 'bg-raised',
  /** One is not heard, or does not hear. */
  off: 'bg-danger-soft text-danger',
  /** Something of one's own is seen. */
  on: 'bg-accent-soft text-accent',
  leave: 'bg-danger text-on-danger not-disabled:hover:bg-danger-hover not-disabled:hover:text-on-danger',
}

interface ControlProps {
  label: string
  state: keyof typeof looks
  size: 'medium' | 'large'
  onClick: () => void
  children: ReactNode
}

function Control({ state, ...props }: ControlProps) {
  return (
    <Toolbar.Button asChild>
      <IconButton {...props} className={looks[state]} />
    </Toolbar.Button>
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
