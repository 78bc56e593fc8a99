import { i18n } from '@lingui/core'
import { plural, t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import { Button } from '../../../ui/button.tsx'
import { countCharacters } from './characters.ts'
import { splitMessage } from './split-message.ts'

/** Nobody wants to read more messages in a row. */
const MAX_PARTS = 10

export interface TooLongNoticeProps {
  text: string
  onSend: (parts: string[]) => void
  onTrim: () => void
}

/** Says that a text is too long for one message, and offers what can be done about it. */
export function TooLongNotice({ text, onSend, onTrim }: TooLongNoticeProps) {
  const max = limits.messageContent
  const count = countCharacters(text)
  if (count <= max) return null
  const parts = count > max * MAX_PARTS ? [] : splitMessage(text, max)
  const fits = parts.length > 0 && parts.length <= MAX_PARTS
  const format = new Intl.NumberFormat(i18n.locale)
  const length = format.format(count)
  const most = format.format(max)
  return (
    <div
      role="status"
      className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-warning-soft px-3.5 py-2 text-sm"
    >
      <p className="min-w-48 grow">
        {t`This text has ${length} characters; a message holds ${most}.`}{' '}
        {!fits && t`It is too long to be sent in parts, too.`}
      </p>
      <div className="flex flex-wrap gap-2">
        {fits && (
          <Button size="small" variant="primary" onClick={() => onSend(parts)}>
            {plural(parts.length, { one: 'Send as # message', other: 'Send as # messages' })}
          </Button>
        )}
        <Button size="small" onClick={onTrim}>
          {t`Keep the first ${most}`}
        </Button>
      </div>
    </div>
  )
}
