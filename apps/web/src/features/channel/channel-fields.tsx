import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import { hasLength } from '../../ui/checks.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import type { FormField } from '../../ui/use-form.ts'

/** What is checked of {@link ChannelFields}. */
export const channelChecks = {
  name: hasLength(1, limits.channelName),
  topic: hasLength(0, limits.channelTopic),
}

/** A channel's name and topic, the same when it is made and when it is changed. */
export function ChannelFields({ name, topic }: { name: FormField; topic: FormField }) {
  return (
    <>
      <TextField label={t`Name`} placeholder={t`tea-talk`} autoComplete="off" autoFocus {...name} />
      <TextArea
        label={t`Topic (optional)`}
        rows={3}
        hint={t`What this channel is for. It stands at the top.`}
        {...topic}
      />
    </>
  )
}
