import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect } from 'react'
import { api } from '../../app/api.ts'
import { registerPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { usePlace } from '../../app/router/place.ts'
import { preload } from '../../app/router/router.ts'
import { describeSessionEnd, readAuthSearch } from '../../app/session.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { isEmail, isFilledIn } from '../../ui/checks.ts'
import { TextField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useForm } from '../../ui/use-form.ts'
import { AuthFrame, textLink } from './auth-frame.tsx'
import { SlowNotice } from './slow-notice.tsx'
import { useSignIn } from './use-sign-in.ts'

/** Where one signs in; says why the session before has ended. */
export function LoginPage() {
  const { next, ended } = readAuthSearch(usePlace(({ search }) => search))
  useEffect(() => preload(registerPath()), [])
  const signIn = useSignIn(next)
  const form = useForm({
    initial: { email: '', password: '' },
    checks: { email: isEmail, password: isFilledIn },
    send: async (body) => signIn(await api.login({ body })),
  })

  return (
    <AuthFrame
      title={t`Sign in`}
      notice={ended && <Banner className="mb-5 rounded-lg">{describeSessionEnd(ended)}</Banner>}
      footer={
        <Trans>
          New here?{' '}
          <Link to={registerPath({ next })} className={textLink}>
            Create an account
          </Link>
        </Trans>
      }
    >
      <form noValidate className="flex flex-col gap-4" onSubmit={form.onSubmit}>
        <FormError message={form.error} />
        <TextField label={t`Email`} type="email" autoComplete="username" autoFocus {...form.field('email')} />
        <PasswordField label={t`Password`} autoComplete="current-password" {...form.field('password')} />
        <Button type="submit" variant="primary" pending={form.pending} className="mt-1 min-h-11">
          {t`Sign in`}
        </Button>
        <SlowNotice pending={form.pending} />
      </form>
    </AuthFrame>
  )
}
