import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { limits } from '@parley/contracts/limits'
import { useEffect } from 'react'
import { api } from '../../app/api.ts'
import { loginPath } from '../../app/paths.ts'
import { Link } from '../../app/router/link.tsx'
import { usePlace } from '../../app/router/place.ts'
import { preload } from '../../app/router/router.ts'
import { readAuthSearch } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { hasLength, isEmail, isNewPassword } from '../../ui/checks.ts'
import { TextField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useForm } from '../../ui/use-form.ts'
import { isUsername, normaliseUsername } from '../user/normalise-username.ts'
import { AuthFrame, textLink } from './auth-frame.tsx'
import { SlowNotice } from './slow-notice.tsx'
import { useSignIn } from './use-sign-in.ts'

/** Where one makes an account, and is signed in with it. */
export function RegisterPage() {
  const { next } = readAuthSearch(usePlace(({ search }) => search))
  useEffect(() => preload(loginPath()), [])
  const signIn = useSignIn(next)
  const form = useForm({
    initial: { email: '', username: '', displayName: '', password: '' },
    checks: {
      email: isEmail,
      username: isUsername,
      displayName: hasLength(0, limits.displayName),
      password: isNewPassword,
    },
    send: async ({ email, username, displayName, password }) => {
      const body = { email, username: normaliseUsername(username), password }
      return signIn(await api.register({ body: displayName.trim() ? { ...body, displayName } : body }))
    },
    fieldOfCode: { email_taken: 'email', username_taken: 'username' },
  })

  return (
    <AuthFrame
      title={t`Create an account`}
      subtitle={t`It takes half a minute.`}
      footer={
        <Trans>
          Have an account?{' '}
          <Link to={loginPath({ next })} className={textLink}>
            Sign in
          </Link>
        </Trans>
      }
    >
      <form noValidate className="flex flex-col gap-4" onSubmit={form.onSubmit}>
        <FormError message={form.error} />
        <TextField label={t`Email`} type="email" autoComplete="email" autoFocus {...form.field('email')} />
        <TextField
          label={t`Username`}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={limits.usernameMax}
          className="lowercase"
          hint={t`Letters a–z, digits, dots and underscores. Others find you by it.`}
          {...form.field('username')}
        />
        <TextField
          label={t`Display name (optional)`}
          dir="auto"
          autoComplete="nickname"
          hint={t`What others see beside your messages.`}
          {...form.field('displayName')}
        />
        <PasswordField
          label={t`Password`}
          autoComplete="new-password"
          hint={plural(limits.passwordMin, { one: 'At least # character.', other: 'At least # characters.' })}
          {...form.field('password')}
        />
        <Button type="submit" variant="primary" pending={form.pending} className="mt-1 min-h-11">
          {t`Create account`}
        </Button>
        <SlowNotice pending={form.pending} />
      </form>
    </AuthFrame>
  )
}
