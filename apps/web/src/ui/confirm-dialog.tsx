import { t } from '@lingui/core/macro'
import { AlertDialog } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { dialogPanel, useReturnFocus } from './dialog.tsx'
import { describeError } from './error-message.ts'

export interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description: ReactNode
  /** Names the action: "Delete channel", not "OK". */
  confirmLabel: string
  tone?: 'danger' | 'primary'
  /** Runs the action; the dialog stays open while it runs, and shows the reason if it fails. */
  onConfirm: () => unknown
  /** Not yet confirmable, for example until a name has been typed. */
  confirmDisabled?: boolean
  children?: ReactNode
}

/** Asks before something that is hard to undo. Focus starts on Cancel. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const returnFocus = useReturnFocus(props.open)
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <div className="pointer-events-auto fixed inset-0 z-40 animate-fade-in bg-overlay" />
        <AlertDialog.Content className={dialogPanel} onCloseAutoFocus={returnFocus}>
          <ConfirmBody {...props} />
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

function ConfirmBody({
  title,
  description,
  confirmLabel,
  tone = 'danger',
  onConfirm,
  onOpenChange,
  confirmDisabled,
  children,
}: ConfirmDialogProps) {
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<string>()

  async function confirm() {
    setPending(true)
    setFailure(undefined)
    try {
      await onConfirm()
      onOpenChange(false)
    } catch (error) {
      setFailure(describeError(error))
    } finally {
      setPending(false)
    }
  }

  return (
    <form
      className="flex min-h-0 flex-col gap-3 overflow-y-auto p-5"
      onSubmit={(event) => {
        event.preventDefault()
        // React would tell a form that the dialog is drawn in, although the page has it elsewhere.
        event.stopPropagation()
        if (!confirmDisabled && !pending) void confirm()
      }}
    >
      <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
      <AlertDialog.Description className="text-pretty text-muted">{description}</AlertDialog.Description>
      {children}
      {failure && (
        <p role="alert" className="text-sm font-medium text-danger">
          {failure}
        </p>
      )}
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        <AlertDialog.Cancel asChild>
          <Button>{t`Cancel`}</Button>
        </AlertDialog.Cancel>
        <Button type="submit" variant={tone} pending={pending} disabled={confirmDisabled ?? false}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  )
}
