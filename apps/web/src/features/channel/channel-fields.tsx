import { TextArea, TextField } from '../../ui/field.tsx'
import type { FormField } from '../../ui/use-form.ts'

/** A channel's name and topic, the same when it is made and when it is changed. */
export function ChannelFields({ name, topic }: { name: FormField; topic: FormField }) {
  return (
    <>
      <TextField label="Name" placeholder="tea-talk" autoComplete="off" autoFocus {...name} />
      <TextArea label="Topic (optional)" rows={3} hint="What this channel is for. It stands at the top." {...topic} />
    </>
  )
}
