import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { Fragment, type ReactNode, useSyncExternalStore } from 'react'

const subscribe = (notify: () => void) => i18n.on('change', notify)

/** Shows its children anew when the language changes, so that any of them may use the plain `t` macro. */
export function Localised({ children }: { children: ReactNode }) {
  const locale = useSyncExternalStore(subscribe, () => i18n.locale)
  return (
    <I18nProvider i18n={i18n}>
      <Fragment key={locale}>{children}</Fragment>
    </I18nProvider>
  )
}
