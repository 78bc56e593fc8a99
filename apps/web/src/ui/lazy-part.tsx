import { t } from '@lingui/core/macro'
import { type ComponentType, type ReactNode, useEffect, useReducer } from 'react'
import { withItsStrings } from '../locales/strings.ts'
import type { DialogProps } from './dialog.tsx'
import { toastError } from './toaster.tsx'

interface LoadProps {
  /** Its code could not be loaded; a toast has said so. The next time that it is shown it is tried again. */
  onLoadFailed?: () => void
}

export interface LazyPart<Props> {
  (props: Props & LoadProps): ReactNode
  /** Fetches the code already, when somebody is about to need it. */
  preload(): void
}

interface Code<Props> {
  load: () => Promise<ComponentType<Props>>
  loaded: ComponentType<Props> | undefined
}

/**
 * A part of the page that most visits do without: its code is loaded when it is first shown. Until then there is what
 * stands in for it.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  standIn?: (props: Props) => ReactNode,
): LazyPart<Props> {
  const code: Code<Props> = { load: () => withItsStrings(load()), loaded: undefined }
  return Object.assign(
    ({ onLoadFailed, ...props }: Props & LoadProps) => (
      <Part code={code} props={props as unknown as Props} standIn={standIn} onLoadFailed={onLoadFailed} />
    ),
    {
      preload: () =>
        void code.load().then(
          (component) => (code.loaded = component),
          () => undefined,
        ),
    },
  )
}

const firstScreen = Promise.withResolvers<void>()

/** Somebody has something to look at: what comes next may be fetched. */
export function firstScreenIsShown(): void {
  // Safari has no idle callbacks; there a moment will do.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(() => firstScreen.resolve(), { timeout: 2_000 })
  else setTimeout(firstScreen.resolve, 200)
}

/**
 * As {@link lazyPart}, for what most visits come to sooner or later: its code is loaded once the first screen is shown,
 * so that it is there when it is wanted.
 */
export function soonPart<Props extends object>(...definition: Parameters<typeof lazyPart<Props>>): LazyPart<Props> {
  const part = lazyPart(...definition)
  void firstScreen.promise.then(part.preload)
  return part
}

/** As {@link lazyPart}, for a dialog: it is there only while it is open. */
export function lazyDialog<Props extends Pick<DialogProps, 'open' | 'onOpenChange'>>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Dialog = lazyPart(load)
  return (props) => (props.open ? <Dialog {...props} onLoadFailed={() => props.onOpenChange(false)} /> : null)
}

interface PartProps<Props> {
  code: Code<Props>
  props: Props
  standIn: ((props: Props) => ReactNode) | undefined
  onLoadFailed: (() => void) | undefined
}

function Part<Props extends object>({ code, props, standIn, onLoadFailed }: PartProps<Props>) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is loaded once, and a failure is told once
  useEffect(() => {
    if (code.loaded) return
    let isGone = false
    code.load().then(
      (component) => {
        code.loaded = component
        if (!isGone) redraw()
      },
      () => {
        if (isGone) return
        toastError(t`This did not load. Check your connection and try again.`)
        onLoadFailed?.()
      },
    )
    return () => {
      isGone = true
    }
  }, [code])
  const { loaded: Loaded } = code
  return Loaded ? <Loaded {...props} /> : standIn?.(props)
}
