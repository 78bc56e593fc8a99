import { plural } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import { countCharacters } from './characters.ts'

/** From so many characters left on, they are counted. */
const CLOSE = 200

/** How many characters are left, near the limit. */
export function CharacterCount({ text }: { text: string }) {
  // Most texts are far from the limit; those need no counting.
  if (text.length < limits.messageContent - CLOSE) return null
  const left = limits.messageContent - countCharacters(text)
  if (left > CLOSE) return null
  return (
    <span className={`mb-1 shrink-0 text-sm tabular-nums ${left < 0 ? 'font-semibold text-danger' : 'text-muted'}`}>
      <span aria-hidden>{left}</span>
      <span className="sr-only">
        {left < 0
          ? plural(-left, { one: '# character too many', other: '# characters too many' })
          : plural(left, { one: '# character left', other: '# characters left' })}
      </span>
    </span>
  )
}
