import { t } from '@lingui/core/macro'
import { useEffect } from 'react'
import { toastError } from '../../ui/toaster.tsx'

/** Says so when a link has led to a message in a place that is not there, or not for this person. */
export function useLostLink(isLost: boolean): void {
  useEffect(() => {
    if (isLost) toastError(t`That message is somewhere that is gone, or that you may not see.`)
  }, [isLost])
}
