import { t } from '@lingui/core/macro'
import { CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { Button } from './button.tsx'
import { describeError } from './error-message.ts'
import { IconButton } from './icon-button.tsx'

export interface ToastAction {
  label: string
  onSelect: () => void
  /** It was declined. */
  onDismiss?: () => void
}

interface ToastEntry {
  id: number
  tone: 'success' | 'error' | 'notice'
  text: string
  action: ToastAction | undefined
}

const useToasts = create<{ toasts: ToastEntry[] }>(() => ({ toasts: [] }))
let lastId = 0

function show(tone: ToastEntry['tone'], text: string, action?: ToastAction): void {
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id: ++lastId, tone, text, action }] }))
}

function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

/** Says that something worked, for a few seconds. Only where the screen itself does not show it. */
export function toastSuccess(text: string): void {
  show('success', text)
}

/** Says why something failed, where there is no better place for it. Takes the error or a sentence. */
export function toastError(reason: unknown): void {
  show('error', typeof reason === 'string' ? reason : describeError(reason))
}

/** Tells what has happened elsewhere and concerns what one is doing; with something to do about it, until it is dismissed. */
export function toastNotice(text: string, action?: ToastAction): void {
  show('notice', text, action)
}

/** Where toasts appear; once, around the app's end. */
export function Toaster() {
  const toasts = useToasts((state) => state.toasts)
  return (
    <ol
      aria-label={t`Notifications`}
      aria-live="polite"
      // Not over where one writes.
      className="pointer-events-none fixed right-0 bottom-18 z-50 flex w-[min(24rem,100vw)] flex-col gap-2 p-4 pb-[calc(1rem+env(safe-area-inset-bottom))]"
    >
      {toasts.map((toast) => (
        <Toast key={toast.id} {...toast} />
      ))}
    </ol>
  )
}

/** Long enough to be read. */
const duration = { success: 4_000, error: 8_000, notice: 12_000 }

const icons = {
  success: <CircleCheck aria-hidden className="size-5 shrink-0 text-success" />,
  error: <TriangleAlert aria-hidden className="size-5 shrink-0 text-danger" />,
  notice: <Info aria-hidden className="size-5 shrink-0 text-accent" />,
}

function Toast({ id, tone, text, action }: ToastEntry) {
  const [held, setHeld] = useState(false)
  const hasAction = action !== undefined
  useEffect(() => {
    // What can be acted on waits until somebody has decided.
    if (held || hasAction) return
    const timer = setTimeout(() => dismiss(id), duration[tone])
    return () => clearTimeout(timer)
  }, [held, hasAction, id, tone])
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex animate-rise-in items-center gap-2.5 rounded-xl border border-line bg-raised py-2 pr-2 pl-3.5 text-sm text-text shadow-raised"
    >
      {icons[tone]}
      <div className="flex grow flex-col items-start gap-2">
        <p className="text-pretty">{text}</p>
        {action && (
          <Button
            size="small"
            onClick={() => {
              action.onSelect()
              dismiss(id)
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <IconButton
        label={t`Dismiss`}
        size="small"
        onClick={() => {
          action?.onDismiss?.()
          dismiss(id)
        }}
      >
        <X />
      </IconButton>
    </li>
  )
}
