import { t } from '@lingui/core/macro'
import type { CallParticipant } from '@parley/contracts/call'
import type { ShownPicture } from '@parley/contracts/forwarding'
import { useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { CallTile, type CallTileProps } from './call-tile.tsx'
import { useCall } from './engine/call-store.ts'
import { useStagePictures } from './shown-pictures.ts'

interface Tile {
  key: string
  participant: CallParticipant
  shows: CallTileProps['shows']
}

const columns = [
  'grid-cols-1',
  'grid-cols-1 sm:grid-cols-2',
  'grid-cols-2 lg:grid-cols-3',
  'grid-cols-2',
  'grid-cols-2 lg:grid-cols-3',
]

/** Everybody in the call, and every shared screen. One of them can be large, with the others in a row below. */
export function CallStage() {
  const participants = useCall((call) => call.participants)
  // `undefined` until somebody chooses: then a shared screen is what one wants to see.
  const [chosen, setChosen] = useState<string | null>()
  const tiles = participants.flatMap((participant): Tile[] => [
    // Who comes back as another participant is still the same person.
    ...(participant.screen ? [{ key: `${participant.userId} screen`, participant, shows: 'screen' as const }] : []),
    { key: participant.userId, participant, shows: 'person' },
  ])
  const focused =
    chosen === undefined ? tiles.find(({ shows }) => shows === 'screen') : tiles.find(({ key }) => key === chosen)

  useTilesShown(tiles, focused)

  const tile = ({ key, participant, shows }: Tile) => (
    <CallTile
      key={key}
      participant={participant}
      shows={shows}
      isFocused={focused?.key === key}
      isSmall={focused !== undefined && focused.key !== key}
      onFocus={() => setChosen(focused?.key === key ? null : key)}
    />
  )
  if (!focused) {
    return (
      <ul
        aria-label={t`People in the call`}
        className={classNames(
          'grid min-h-0 grow auto-rows-[minmax(7rem,1fr)] gap-2 overflow-y-auto p-3',
          columns[Math.min(tiles.length, columns.length) - 1],
        )}
      >
        {tiles.map(tile)}
      </ul>
    )
  }
  return (
    <div className="flex min-h-0 grow flex-col gap-2 p-3">
      <ul aria-label={t`Large`} className="grid min-h-0 grow">
        {tile(focused)}
      </ul>
      <ul
        aria-label={t`People in the call`}
        className="grid h-24 shrink-0 auto-cols-[9rem] grid-flow-col gap-2 overflow-x-auto p-1 md:h-28"
      >
        {tiles.filter(({ key }) => key !== focused.key).map(tile)}
      </ul>
    </div>
  )
}

/** Tiles of which each may be as large as the large one. */
const FEW = 2

/** Says what is looked at: what is large, large, and the rest small. */
function useTilesShown(tiles: Tile[], focused: Tile | undefined): void {
  const ordered = focused ? [focused, ...tiles.filter((tile) => tile !== focused)] : tiles
  useStagePictures(
    ordered.map(({ participant: { id }, shows, key }): ShownPicture => {
      const isLarge = focused ? key === focused.key : tiles.length <= FEW
      return { participantId: id, slot: shows === 'screen' ? 'screen' : 'camera', size: isLarge ? 'large' : 'small' }
    }),
  )
}
