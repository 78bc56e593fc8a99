import type { ComponentProps, MouseEvent } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { navigate } from './history.ts'
import { useIsAt } from './place.ts'
import { preload } from './router.ts'

export interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** A path of this app, from `paths.ts`. */
  to: string
  /** Where it leads to where one is, or to what that is a part of. */
  activeClassName?: string
  /** Where it leads elsewhere. */
  inactiveClassName?: string
}

/** A link to another page of the app. Its code is loaded as soon as somebody seems to want it. */
export function Link({
  to,
  className,
  activeClassName,
  inactiveClassName,
  onClick,
  onPointerEnter,
  onTouchStart,
  onFocus,
  ...rest
}: LinkProps) {
  const isActive = useIsAt(to)
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event)
    // The browser knows what to do: open another tab or window, or save it.
    const isOwn = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    if (!isOwn || event.defaultPrevented) return
    event.preventDefault()
    void navigate(to)
  }
  return (
    <a
      aria-current={isActive ? 'page' : undefined}
      {...rest}
      href={to}
      className={classNames(className, isActive ? activeClassName : inactiveClassName)}
      onClick={follow}
      onPointerEnter={(event) => {
        onPointerEnter?.(event)
        preload(to)
      }}
      onTouchStart={(event) => {
        onTouchStart?.(event)
        preload(to)
      }}
      onFocus={(event) => {
        onFocus?.(event)
        preload(to)
      }}
    />
  )
}
