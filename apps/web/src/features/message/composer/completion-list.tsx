import { plural, t } from '@lingui/core/macro'
import type { Channel } from '@parley/contracts/channel'
import type { Author } from '@parley/contracts/user'
import { useQuery } from '@tanstack/react-query'
import { Hash } from 'lucide-react'
import { Popover as Radix } from 'radix-ui'
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useState,
} from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { usePresences } from '../../presence/presence-store.ts'
import { useSelf } from '../../user/user-queries.ts'
import { loadEmojiData } from '../emoji/emoji-data.ts'
import { type FoundEmoji, searchEmoji } from '../emoji/search-emoji.ts'
import { storedSkinTone } from '../emoji/skin-tone.ts'
import { completeChannels, completePeople, MAX_COMPLETIONS } from './completions.ts'
import type { Trigger } from './find-trigger.ts'
import { useNameable } from './use-nameable.ts'

/** What the field that keeps the focus asks of the list. */
export interface CompletionHandle {
  /** @returns whether the key was for the list */
  onKeyDown(event: KeyboardEvent): boolean
}

export interface CompletionListProps {
  ref: Ref<CompletionHandle>
  /** What it is over. */
  field: RefObject<HTMLElement | null>
  id: string
  trigger: Trigger
  /** The text that stands for what was picked. */
  onPick: (text: string) => void
  onDismiss: () => void
  /** Id of the option that Enter would pick. */
  onActive: (optionId: string | undefined) => void
}

interface Option {
  key: string
  text: string
  icon: ReactNode
  label: string
  hint?: string
}

const personOption = (user: Author): Option => ({
  key: user.id,
  text: `@${user.username} `,
  icon: <Avatar user={user} size={24} />,
  label: user.displayName,
  hint: `@${user.username}`,
})
const channelOption = ({ id, name, topic }: Channel): Option => ({
  key: id,
  text: `#${name} `,
  icon: <Hash aria-hidden className="mx-0.5 size-5 text-muted" />,
  label: name,
  ...(topic && { hint: topic }),
})
const emojiOption = ({ emoji, name }: FoundEmoji): Option => ({
  key: emoji,
  text: `${emoji} `,
  icon: (
    <span aria-hidden className="w-6 text-center text-lg leading-none">
      {emoji}
    </span>
  ),
  label: name.includes(' ') ? name : `:${name}:`,
})

/** Suggestions for what is being named at the caret, over the field. The field keeps the focus. */
export function CompletionList({ ref, field, id, trigger, onPick, onDismiss, onActive }: CompletionListProps) {
  const options = useOptions(trigger)
  const [active, setActive] = useState({ index: 0, query: trigger.query })
  const index = active.query === trigger.query ? Math.min(active.index, Math.max(0, options.length - 1)) : 0
  const activate = (next: number) => setActive({ index: next, query: trigger.query })
  const optionId = (position: number) => `${id}-${position}`
  const activeId = options.length > 0 ? optionId(index) : undefined
  useEffect(() => {
    onActive(activeId)
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId, onActive])
  useEffect(() => () => onActive(undefined), [onActive])

  useImperativeHandle(ref, () => ({
    onKeyDown({ key, shiftKey }) {
      const option = options[index]
      if (!option || shiftKey) return false
      if (key === 'Escape') onDismiss()
      else if (key === 'ArrowDown') activate((index + 1) % options.length)
      else if (key === 'ArrowUp') activate((index + options.length - 1) % options.length)
      else if (key === 'Enter' || key === 'Tab') onPick(option.text)
      else return false
      return true
    },
  }))

  return (
    <>
      <span role="status" className="sr-only">
        {options.length > 0 && plural(options.length, { one: '# suggestion', other: '# suggestions' })}
      </span>
      {options.length > 0 && (
        <Radix.Root open>
          <Radix.Anchor virtualRef={field} />
          <Radix.Portal>
            <Radix.Content
              role="presentation"
              side="top"
              align="start"
              sideOffset={10}
              collisionPadding={8}
              className="z-40 max-h-(--radix-popper-available-height) w-(--radix-popper-anchor-width) min-w-[min(20rem,calc(100vw-1rem))] animate-fade-in overflow-y-auto rounded-xl border border-line bg-raised p-1.5 text-sm text-text shadow-raised [--avatar-ground:var(--color-raised)]"
              onOpenAutoFocus={(event) => event.preventDefault()}
              onCloseAutoFocus={(event) => event.preventDefault()}
              onEscapeKeyDown={(event) => event.preventDefault()}
              onPointerDownOutside={onDismiss}
            >
              <div id={id} role="listbox" aria-label={t`Suggestions`} className="flex flex-col">
                {options.map(({ key, text, icon, label, hint }, position) => (
                  // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
                  <div
                    key={key}
                    id={optionId(position)}
                    role="option"
                    aria-selected={position === index}
                    className={classNames(
                      'flex min-h-9 shrink-0 cursor-pointer items-center gap-2.5 rounded-lg px-2 pointer-coarse:min-h-11',
                      position === index && 'bg-hover',
                    )}
                    onPointerDown={(event) => event.preventDefault()}
                    onPointerMove={() => position !== index && activate(position)}
                    onClick={() => onPick(text)}
                  >
                    {icon}
                    <span dir="auto" className="min-w-0 truncate font-medium">
                      {label}
                    </span>
                    {hint && <span className="ml-auto max-w-1/2 shrink-0 truncate pl-2 text-muted">{hint}</span>}
                  </div>
                ))}
              </div>
            </Radix.Content>
          </Radix.Portal>
        </Radix.Root>
      )}
    </>
  )
}

function useOptions({ kind, query }: Trigger): Option[] {
  const presences = usePresences()
  const selfId = useSelf().id
  const nameable = useNameable()
  const { data: emoji } = useQuery({
    queryKey: ['emoji-data'],
    queryFn: loadEmojiData,
    enabled: kind === 'emoji',
    retry: false,
  })
  if (kind === 'emoji')
    return emoji ? searchEmoji(emoji, query, storedSkinTone(), MAX_COMPLETIONS).map(emojiOption) : []
  const { people, channels } = nameable()
  if (kind === 'channel') return completeChannels(channels, query).map(channelOption)
  const others = people.filter((person) => person.id !== selfId)
  return completePeople(others, query, (userId) => presences[userId]?.status).map(personOption)
}
