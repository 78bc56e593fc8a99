import { limits } from '@parley/contracts/limits'
import type { SelfUser } from '@parley/contracts/user'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { keys } from '../../realtime/query-keys.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { hasLength } from '../../ui/checks.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toastSuccess } from '../../ui/toaster.tsx'
import { useForm } from '../../ui/use-form.ts'
import { isUsername, normaliseUsername } from '../user/normalise-username.ts'
import { useSelf } from '../user/user-queries.ts'

const profileOf = ({ displayName, username, bio }: SelfUser) => ({ displayName, username, bio })

/** How others see one: display name, username, a few words. */
export function ProfileSection() {
  const self = useSelf()
  const queryClient = useQueryClient()
  const form = useForm({
    initial: profileOf(self),
    checks: {
      displayName: hasLength(1, limits.displayName),
      username: isUsername,
      bio: hasLength(0, limits.bio),
    },
    send: async (profile) => {
      const saved = await api.updateProfile({ body: { ...profile, username: normaliseUsername(profile.username) } })
      queryClient.setQueryData(keys.self, saved)
      form.reset(profileOf(saved))
      toastSuccess('Profile saved')
    },
    fieldOfCode: { username_taken: 'username' },
  })
  const displayName = form.values.displayName.trim() || self.displayName
  const username = normaliseUsername(form.values.username) || self.username
  const bio = form.values.bio.trim()

  return (
    <Section title="Profile" description="What other people see of you.">
      <div className="mb-6 flex items-center gap-4 rounded-2xl border border-line bg-raised p-4">
        <Avatar user={{ ...self, displayName }} size={64} />
        <div className="min-w-0">
          <p className="truncate text-lg font-semibold">{displayName}</p>
          <p className="truncate text-sm text-muted">@{username}</p>
          {bio && <p className="mt-1 line-clamp-2 text-sm">{bio}</p>}
        </div>
      </div>
      <form noValidate className="flex flex-col gap-5" onSubmit={form.onSubmit}>
        <FormError message={form.error} />
        <TextField label="Display name" autoComplete="nickname" {...form.field('displayName')} />
        <TextField
          label="Username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={limits.usernameMax}
          className="lowercase"
          hint="Others find you by it."
          {...form.field('username')}
        />
        <TextArea label="About you" rows={3} hint={`Up to ${limits.bio} characters.`} {...form.field('bio')} />
        <div className="flex gap-2">
          <Button type="submit" variant="primary" pending={form.pending} disabled={!form.dirty}>
            Save
          </Button>
          {form.dirty && (
            <Button variant="quiet" onClick={() => form.reset()}>
              Undo changes
            </Button>
          )}
        </div>
      </form>
    </Section>
  )
}
