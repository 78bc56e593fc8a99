import { LoaderCircle } from 'lucide-react'
import { classNames } from './class-names.ts'

/** Small sign that something pressed is under way. For content that loads, use a {@link Skeleton} instead. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={classNames('size-4 animate-spin', className)} />
}
