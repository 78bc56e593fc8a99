import { type ComponentProps, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { useMediaQuery } from '../../../ui/use-media-query.ts'

export interface GrowingTextAreaProps extends ComponentProps<'textarea'> {
  value: string
  /** Enter was pressed to be done, rather than for a new line or inside an input method. */
  onEnter: () => void
}

/** A field that is as high as its text, up to half the screen, and where Enter is done and Shift+Enter breaks the line. */
export function GrowingTextArea({ ref, value, onEnter, onKeyDown, ...props }: GrowingTextAreaProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => field.current as HTMLTextAreaElement)
  // On-screen keyboards have no Shift+Enter; there a button is done.
  const isTouch = useMediaQuery('(hover: none) and (pointer: coarse)')

  const measured = useRef<string>(undefined)
  useLayoutEffect(() => {
    const element = field.current
    // One that comes back into sight is as high as it was; to measure it again would lay the page out once more.
    if (!element || measured.current === value) return
    measured.current = value
    element.style.height = '0'
    element.style.height = `${element.scrollHeight}px`
  }, [value])

  return (
    <textarea
      ref={field}
      rows={1}
      dir="auto"
      value={value}
      enterKeyHint={isTouch ? 'enter' : 'send'}
      className="max-h-[50dvh] min-w-0 grow resize-none self-center bg-transparent py-0.5 leading-normal outline-none placeholder:text-muted pointer-coarse:-my-0.5 pointer-coarse:min-h-11 pointer-coarse:py-2.5 pointer-coarse:text-base"
      onKeyDown={(event) => {
        onKeyDown?.(event)
        // 229 is what some browsers report for the Enter that ends a composition.
        const isComposing = event.nativeEvent.isComposing || event.keyCode === 229
        if (event.defaultPrevented || event.key !== 'Enter' || event.shiftKey || isComposing || isTouch) return
        event.preventDefault()
        onEnter()
      }}
      {...props}
    />
  )
}
