import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import { hasLength } from '../../ui/checks.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import type { FormField } from '../../ui/use-form.ts'
import type { ChannelKind } from './channel-queries.ts'

/** What is checked of {@link ChannelFields}. */
export const channelChecks = {
  name: hasLength(1, limits.channelName),
  topic: hasLength(0, limits.channelTopic),
}

export interface ChannelFieldsProps {
  kind: ChannelKind
  name: FormField
  topic: FormField
}

/** A channel's name and, where one writes in it, its topic; the same when it is made and when it is changed. */
export function ChannelFields({ kind, name, topic }: ChannelFieldsProps) {
  const isVoice = kind === 'voice'
  return (
    <>
      <TextField
        label={t`Name`}
        placeholder={isVoice ? t`Lounge` : t`tea-talk`}
        autoComplete="off"
        autoFocus
        {...name}
      />
      {!isVoice && (
        <TextArea
          label={t`Topic (optional)`}
          rows={3}
          hint={t`What this channel is for. It stands at the top.`}
          {...topic}
        />
      )}
    </>
  )
}
