import { t } from '@lingui/core/macro'
import type { CallParticipant } from '@parley/contracts/call'
import { PictureInPicture2, TriangleAlert, Volume2 } from 'lucide-react'
import { useRef } from 'react'
import { Avatar } from '../../ui/avatar.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { describeParticipant } from './describe-call.ts'
import { useCall } from './engine/call-store.ts'
import { useDeviceSettings } from './engine/devices.ts'
import { FullScreenButton } from './full-screen-button.tsx'
import { MovingPicture } from './moving-picture.tsx'
import { findProblem } from './peer-quality.ts'
import {
  closePictureInPicture,
  hasPictureInPicture,
  openPictureInPicture,
  usePictureInPicture,
} from './picture-in-picture.ts'
import { useQualities } from './use-qualities.ts'
import { VoiceStateIcons } from './voice-state-icons.tsx'

export interface CallTileProps {
  participant: CallParticipant
  /** The person, or the screen the person shares. */
  shows: 'person' | 'screen'
  isFocused: boolean
  /** One of the row below the large one. */
  isSmall: boolean
  onFocus: () => void
}

/** One person, or one shared screen; pressed, it is shown large. */
export function CallTile({ participant, shows, isFocused, isSmall, onFocus }: CallTileProps) {
  const isSelf = useCall(({ selfId }) => selfId === participant.id)
  const isSpeaking = useCall(({ speaking }) => shows === 'person' && (speaking[participant.id] ?? false))
  const status = useCall(({ peers }) => peers[participant.id])
  const problem = useQualities((qualities) => {
    const quality = qualities.get(participant.id)
    return (quality && findProblem(quality)) ?? null
  })
  const stream = useStream(participant, shows, isSelf)
  const { displayName } = participant.user
  const name = shows === 'screen' ? t`Screen of ${displayName}` : isSelf ? t`${displayName} (you)` : displayName
  const details =
    shows === 'person' ? describeParticipant(participant, isSpeaking, { status, problem: problem ?? undefined }) : []
  const frame = useRef<HTMLDivElement>(null)
  const isAway = participant.reconnecting || status === 'lost'
  return (
    // In the grid a tile has the shape of a picture, as large as there is room, and so crops little of it.
    <li className="grid min-h-0 min-w-0 place-items-center @container-size">
      <div
        ref={frame}
        className={classNames(
          'relative flex size-full items-center justify-center overflow-hidden rounded-2xl bg-rail',
          !isFocused && !isSmall && 'md:h-[min(100cqh,75cqw)] md:w-[min(100cqw,178cqh)]',
          isSpeaking ? 'ring-3 ring-online' : 'ring-1 ring-line',
        )}
      >
        {/* Behind the picture, to be seen until that has come. */}
        <Avatar
          user={participant.user}
          size={isSmall ? 36 : 72}
          className={classNames(isSmall && '-mt-6', isAway && 'opacity-50')}
        />
        {stream && (
          <MovingPicture
            stream={stream}
            label={shows === 'screen' ? name : t`Camera of ${displayName}`}
            isWhole={shows === 'screen' || isFocused}
            isMirrored={isSelf && shows === 'person'}
          />
        )}
        <button
          type="button"
          aria-pressed={isFocused}
          aria-label={[name, ...details].join(', ')}
          className="absolute inset-0 rounded-2xl -outline-offset-2"
          onClick={onFocus}
        />
        <span
          aria-hidden
          className="pointer-events-none absolute bottom-2 left-2 flex max-w-[calc(100%-1rem)] items-center gap-1.5 rounded-lg bg-raised px-2 py-1 text-sm text-text"
        >
          <span dir="auto" className="truncate">
            {name}
          </span>
          {isAway && <span className="shrink-0 text-warning">{t`reconnecting`}</span>}
          {problem && !isAway && <TriangleAlert className="size-3.5 shrink-0 text-warning" />}
          {shows === 'person' && <VoiceStateIcons participant={participant} />}
        </span>
        {!isSelf && !isSmall && (
          <div className="absolute top-2 right-2 flex gap-1.5">
            {stream && hasPictureInPicture && <PictureInPicture participant={participant} shows={shows} />}
            {stream && <FullScreenButton part={frame} />}
            {shows === 'person' && <Volume participant={participant} />}
          </div>
        )}
      </div>
    </li>
  )
}

function useStream(participant: CallParticipant, shows: CallTileProps['shows'], isSelf: boolean) {
  const own = useCall(({ camera, screen }) => (shows === 'screen' ? screen : camera))
  const received = useCall(({ pictures }) => pictures[participant.id]?.[shows === 'screen' ? 'screen' : 'camera'])
  const isShown = shows === 'screen' ? participant.screen : participant.video
  if (isSelf) return own ?? undefined
  // What nobody looks at is not always sent.
  return isShown && received && received.getVideoTracks().length > 0 ? received : undefined
}

/** Takes the picture into a window of its own, which stays over whatever else one looks at. */
function PictureInPicture({ participant: { userId }, shows }: Pick<CallTileProps, 'participant' | 'shows'>) {
  const slot = shows === 'screen' ? 'screen' : 'camera'
  const isFloating = usePictureInPicture(({ shown }) => shown?.userId === userId && shown.slot === slot)
  return (
    <IconButton
      label={isFloating ? t`Close the small window` : t`Show in a small window`}
      size="small"
      className="bg-raised pointer-coarse:rounded-full"
      onClick={() => (isFloating ? closePictureInPicture() : void openPictureInPicture({ userId, slot }))}
    >
      <PictureInPicture2 />
    </IconButton>
  )
}

function Volume({ participant: { userId, user } }: { participant: CallParticipant }) {
  const volume = useDeviceSettings(({ volumes }) => volumes[userId] ?? 1)
  const label = t`Volume of ${user.displayName}`
  const percent = Math.round(volume * 100)
  return (
    <Popover
      label={label}
      align="end"
      className="w-60 p-4"
      trigger={
        <IconButton label={label} size="small" className="bg-raised pointer-coarse:rounded-full">
          <Volume2 />
        </IconButton>
      }
    >
      <label className="flex flex-col gap-2 text-sm">
        {label}
        <input
          type="range"
          min={0}
          max={100}
          value={percent}
          aria-valuetext={`${percent} %`}
          className="w-full accent-accent"
          onChange={(event) => {
            const chosen = Number(event.target.value) / 100
            useDeviceSettings.setState(({ volumes }) => ({ volumes: { ...volumes, [userId]: chosen } }))
          }}
        />
      </label>
    </Popover>
  )
}
