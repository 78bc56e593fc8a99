import { plural, t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import { api } from '../../app/api.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { Button } from '../../ui/button.tsx'
import { isFilledIn, isNewPassword } from '../../ui/checks.ts'
import { TextField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { toastSuccess } from '../../ui/toaster.tsx'
import { useForm } from '../../ui/use-form.ts'
import { useSelf } from '../user/user-queries.ts'

/** The email one signs in with, and the password. */
export function AccountSection() {
  const self = useSelf()
  return (
    <>
      <Section title={t`Account`} description={t`How you sign in. Only you see this.`}>
        <TextField label={t`Email`} type="email" value={self.email} readOnly />
        {self.isAdmin && (
          <p className="text-sm text-pretty text-muted">
            {t`You are the admin of this Parley. Backups and other people’s accounts are looked after by commands on the machine it runs on: “npm run doctor” is a start.`}
          </p>
        )}
      </Section>
      <Section title={t`Password`} description={t`Changing it signs you out everywhere else.`}>
        <PasswordForm email={self.email} />
      </Section>
    </>
  )
}

function PasswordForm({ email }: { email: string }) {
  const form = useForm({
    initial: { currentPassword: '', newPassword: '' },
    checks: { currentPassword: isFilledIn, newPassword: isNewPassword },
    send: async (body) => {
      await api.changePassword({ body })
      form.reset()
      toastSuccess(t`Password changed`)
    },
    fieldOfCode: { invalid_credentials: 'currentPassword' },
    sentenceOfCode: { invalid_credentials: t`That is not your current password.` },
  })

  return (
    <form noValidate className="flex flex-col gap-5" onSubmit={form.onSubmit}>
      <FormError message={form.error} />
      {/* For password managers, which want to know whose password changes. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField label={t`Current password`} autoComplete="current-password" {...form.field('currentPassword')} />
      <PasswordField
        label={t`New password`}
        autoComplete="new-password"
        hint={plural(limits.passwordMin, { one: 'At least # character.', other: 'At least # characters.' })}
        {...form.field('newPassword')}
      />
      <Button type="submit" variant="primary" pending={form.pending} className="self-start">
        {t`Change password`}
      </Button>
    </form>
  )
}
