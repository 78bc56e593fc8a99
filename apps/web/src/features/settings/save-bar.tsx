import { t } from '@lingui/core/macro'
import { useLeaveGuard } from '../../app/router/use-leave-guard.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/lazy-confirm-dialog.ts'

export interface SaveBarProps {
  /** The form it is in, as far as it matters here. */
  form: { dirty: boolean; pending: boolean; reset: () => void }
}

/** At the end of a form: says that something has changed, with the ways on, and keeps one from leaving unawares. */
export function SaveBar({ form: { dirty, pending, reset } }: SaveBarProps) {
  const leaving = useLeaveGuard(dirty)
  return (
    // It stays in view at the end of the page, however long the form is.
    <div className="sticky bottom-[max(0.75rem,env(safe-area-inset-bottom))] z-10 -mx-2">
      <div role="status">
        {dirty && (
          <div className="flex animate-rise-in flex-wrap items-center justify-end gap-2 rounded-2xl border border-line bg-raised py-2.5 pr-2.5 pl-4 shadow-raised">
            <p className="grow text-sm font-medium max-sm:w-full">{t`You have changes that are not saved.`}</p>
            <Button variant="quiet" size="small" disabled={pending} onClick={() => reset()}>
              {t`Reset`}
            </Button>
            <Button type="submit" variant="primary" size="small" pending={pending}>
              {t`Save`}
            </Button>
          </div>
        )}
      </div>
      <ConfirmDialog
        open={leaving.isAsking}
        onOpenChange={(open) => {
          if (!open) leaving.stay()
        }}
        title={t`Leave without saving?`}
        description={t`What you have changed here will be lost.`}
        confirmLabel={t`Leave`}
        onConfirm={leaving.leave}
      />
    </div>
  )
}
