import { t } from '@lingui/core/macro'
import { Skeleton, SkeletonGroup } from '../../ui/skeleton.tsx'

const shapes = [
  ['w-24', 'w-3/5'],
  ['w-32', 'w-4/5', 'w-2/5'],
  ['w-20', 'w-1/2'],
  ['w-28', 'w-3/4', 'w-1/3'],
  ['w-24', 'w-2/3'],
  ['w-36', 'w-1/2', 'w-3/5'],
]

/** Where messages will be, before the first ones have come. */
export function MessageListSkeleton() {
  return (
    <SkeletonGroup label={t`Loading messages`} className="flex min-h-0 grow flex-col">
      <MessageShapes />
    </SkeletonGroup>
  )
}

/** The shapes of messages, the latest at the bottom. */
export function MessageShapes() {
  return (
    <div className="flex min-h-0 grow flex-col justify-end gap-5 overflow-hidden px-4 pb-4">
      {shapes.map(([name, ...lines], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change
        <div key={index} className="flex gap-3">
          <Skeleton className="size-10 shrink-0 rounded-full" />
          <div className="flex grow flex-col gap-2 pt-1">
            <Skeleton className={`h-3.5 ${name}`} />
            {lines.map((line) => (
              <Skeleton key={line} className={`h-3.5 ${line}`} />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
