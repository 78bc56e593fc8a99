import { t } from '@lingui/core/macro'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { classNames } from '../../ui/class-names.ts'

/** What marks a row with something unread, for {@link useUnreadOutOfSight}. */
export const unreadRow = { 'data-unread-row': true } as const

interface OutOfSight {
  above: boolean
  below: boolean
}

/**
 * Whether unread rows of a list lie above or below what its scrolling parent shows.
 * @param unreadIds changes when other rows are unread than before
 */
export function useUnreadOutOfSight(list: RefObject<HTMLElement | null>, unreadIds: string): OutOfSight {
  const [hidden, setHidden] = useState<OutOfSight>({ above: false, below: false })

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are to be observed when others are unread
  useEffect(() => {
    const sides = new Map<Element, keyof OutOfSight>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting, boundingClientRect, rootBounds } of entries) {
          if (isIntersecting) sides.delete(target)
          else sides.set(target, boundingClientRect.top < (rootBounds?.top ?? 0) ? 'above' : 'below')
        }
        const found = new Set(sides.values())
        setHidden({ above: found.has('above'), below: found.has('below') })
      },
      { root: list.current?.parentElement ?? null },
    )
    const rows = unreadRowsOf(list)
    for (const row of rows) observer.observe(row)
    if (rows.length === 0) setHidden({ above: false, below: false })
    return () => observer.disconnect()
  }, [list, unreadIds])

  return hidden
}

export interface MoreUnreadProps {
  side: keyof OutOfSight
  list: RefObject<HTMLElement | null>
  /** There is no room for words. */
  isSlim?: boolean
}

/** Leads to the nearest unread rows that are out of sight on one side. */
export function MoreUnread({ side, list, isSlim = false }: MoreUnreadProps) {
  function reveal() {
    const view = list.current?.parentElement?.getBoundingClientRect()
    if (!view) return
    const rows = unreadRowsOf(list)
    const next =
      side === 'above'
        ? rows.findLast((row) => row.getBoundingClientRect().top < view.top)
        : rows.find((row) => row.getBoundingClientRect().bottom > view.bottom)
    next?.scrollIntoView({ block: 'center' })
  }
  return (
    <div
      className={classNames(
        'pointer-events-none sticky z-10 flex h-0 justify-center',
        side === 'above' ? 'top-2 items-start' : 'bottom-2 items-end',
      )}
    >
      <button
        type="button"
        onClick={reveal}
        className="pointer-events-auto flex min-h-8 animate-fade-in items-center gap-1.5 rounded-full bg-accent px-3 text-sm font-medium text-on-accent shadow-raised pointer-coarse:min-h-11 [&_svg]:size-4"
      >
        {side === 'above' ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />}
        <span className={isSlim ? 'sr-only' : undefined}>
          {side === 'above' ? t`More unread above` : t`More unread below`}
        </span>
      </button>
    </div>
  )
}

function unreadRowsOf(list: RefObject<HTMLElement | null>): HTMLElement[] {
  return [...(list.current?.querySelectorAll<HTMLElement>('[data-unread-row]') ?? [])]
}
