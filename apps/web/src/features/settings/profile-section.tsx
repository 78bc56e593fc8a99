import { plural, t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import type { SelfUser } from '@parley/contracts/user'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { keys } from '../../realtime/query-keys.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { hasLength } from '../../ui/checks.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { presenceLabel } from '../../ui/presence-dot.tsx'
import { toastSuccess } from '../../ui/toaster.tsx'
import { useForm } from '../../ui/use-form.ts'
import { ImageField } from '../image/image-field.tsx'
import { useChosenStatus } from '../presence/own-presence.ts'
import { isUsername, normaliseUsername } from '../user/normalise-username.ts'
import { ProfileFace } from '../user/profile-face.tsx'
import { useSelf } from '../user/user-queries.ts'
import { SaveBar } from './save-bar.tsx'

const profileOf = ({ displayName, username, bio }: SelfUser) => ({ displayName, username, bio })

/** How others see one: picture, display name, username, a few words. */
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
      toastSuccess(t`Profile saved`)
    },
    fieldOfCode: { username_taken: 'username' },
  })

  return (
    <Section wide title={t`Profile`} description={t`What other people see of you.`}>
      <div className="flex gap-8 max-lg:flex-col">
        <div className="flex min-w-0 grow flex-col gap-5">
          <ImageField
            label={t`Profile picture`}
            picture={<Avatar user={self} size={72} />}
            shape="round"
            isSet={self.avatarUrl !== null}
            onUpload={async (file, crop) => {
              queryClient.setQueryData(keys.self, await api.setAvatar({ query: { ...crop }, file }))
              toastSuccess(t`Picture saved`)
            }}
            onRemove={async () => {
              queryClient.setQueryData(keys.self, await api.removeAvatar())
            }}
          />
          <form noValidate className="flex flex-col gap-5" onSubmit={form.onSubmit}>
            <FormError message={form.error} />
            <TextField label={t`Display name`} autoComplete="nickname" dir="auto" {...form.field('displayName')} />
            <TextField
              label={t`Username`}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={limits.usernameMax}
              className="lowercase"
              hint={t`Others find you by it.`}
              {...form.field('username')}
            />
            <TextArea
              label={t`About you`}
              rows={4}
              dir="auto"
              hint={plural(limits.bio, {
                one: 'Up to # character. Web addresses become links.',
                other: 'Up to # characters. Web addresses become links.',
              })}
              {...form.field('bio')}
            />
            <SaveBar form={form} />
          </form>
        </div>
        <Preview profile={form.values} />
      </div>
    </Section>
  )
}

/** One's profile card as it would be. */
function Preview({ profile }: { profile: ReturnType<typeof profileOf> }) {
  const self = useSelf()
  const status = useChosenStatus()
  return (
    <section aria-label={t`Preview`} className="w-full max-w-80 shrink-0 lg:w-72">
      <p aria-hidden className="mb-1.5 text-sm font-medium">{t`Preview`}</p>
      <div className="overflow-hidden rounded-2xl border border-line bg-raised [--avatar-ground:var(--color-raised)]">
        <ProfileFace
          user={{
            id: self.id,
            avatarUrl: self.avatarUrl,
            displayName: profile.displayName.trim() || self.displayName,
            username: normaliseUsername(profile.username) || self.username,
            bio: profile.bio.trim(),
          }}
          status={status}
          statusText={presenceLabel(status)}
        />
      </div>
    </section>
  )
}
