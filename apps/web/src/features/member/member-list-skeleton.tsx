import { t } from '@lingui/core/macro'
import { Skeleton, SkeletonGroup } from '../../ui/skeleton.tsx'

/** Until the members are there. */
export function MemberListSkeleton() {
  return (
    <SkeletonGroup label={t`Loading members`} className="flex flex-col gap-3 p-4">
      <Skeleton className="h-3.5 w-20" />
      {['w-24', 'w-28', 'w-20', 'w-32', 'w-16'].map((width) => (
        <div key={width} className="flex items-center gap-2.5">
          <Skeleton className="size-8 rounded-full" />
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </SkeletonGroup>
  )
}
