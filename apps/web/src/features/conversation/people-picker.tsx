import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import type { User } from '@parley/contracts/user'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { Avatar } from '../../ui/avatar.tsx'
import { classNames } from '../../ui/class-names.ts'
import { describeError } from '../../ui/error-message.ts'
import { userSearchQuery } from '../user/user-queries.ts'
import { listKnownPeople } from './known-people.ts'
import { useDebounced } from './use-debounced.ts'

export interface PeoplePickerProps {
  chosen: readonly User[]
  onChange: (chosen: User[]) => void
  /** People who cannot be chosen: oneself, and who is there already. */
  excludedIds: readonly string[]
  /** So many can be chosen. */
  max: number
}

/** Milliseconds without a key until people are searched for. */
const SEARCH_DELAY = 200

/** Finds people by name and collects them; those one knows are there before anything is typed. A combobox over a list: arrows move, Enter chooses, Backspace takes back. */
export function PeoplePicker({ chosen, onChange, excludedIds, max }: PeoplePickerProps) {
  const id = useId()
  const [text, setText] = useState('')
  // Nobody is before anything is typed, or Enter would add somebody instead of being done.
  const [activeIndex, setActiveIndex] = useState(-1)
  const queryClient = useQueryClient()
  const [known] = useState(() => listKnownPeople(queryClient))
  const query = useDebounced(text.trim(), SEARCH_DELAY)
  const search = useQuery(userSearchQuery(query))
  const people = text.trim() === '' ? known : query === '' ? [] : (search.data ?? [])
  const found = people.filter((user) => !excludedIds.includes(user.id))
  const active = Math.min(activeIndex, found.length - 1)
  const isChosen = (user: User) => chosen.some((other) => other.id === user.id)
  const optionId = (user: User) => `${id}-${user.id}`

  function toggle(user: User) {
    if (isChosen(user)) onChange(chosen.filter((other) => other.id !== user.id))
    else if (chosen.length < max) {
      onChange([...chosen, user])
      setText('')
      setActiveIndex(-1)
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    const current = found[active]
    if (event.key === 'ArrowDown') setActiveIndex(Math.min(active + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setActiveIndex(Math.max(active - 1, text === '' ? -1 : 0))
    else if (event.key === 'Enter' && current && !event.nativeEvent.isComposing) toggle(current)
    else if (event.key === 'Backspace' && text === '') return onChange(chosen.slice(0, -1))
    else return
    event.preventDefault()
  }

  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={`${id}-input`} className="text-sm font-medium">
        {t`People`}
      </label>
      <div className="flex flex-wrap items-center gap-1.5 rounded-lg border border-line-strong bg-field p-1.5 focus-within:outline-2 focus-within:outline-focus">
        {chosen.map((user) => (
          <span
            key={user.id}
            className="flex items-center gap-1.5 rounded-full bg-accent-soft py-0.5 pr-1 pl-0.5 text-sm"
          >
            <Avatar user={user} size={22} />
            <bdi>{user.displayName}</bdi>
            <button
              type="button"
              aria-label={t`Remove ${user.displayName}`}
              className="flex rounded-full p-0.5 hover:bg-hover"
              onClick={() => toggle(user)}
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        ))}
        <input
          id={`${id}-input`}
          role="combobox"
          // biome-ignore lint/a11y/noAutofocus: it is the first thing of a dialog that somebody has opened
          autoFocus
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found[active] && optionId(found[active])}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={limits.searchQuery}
          value={text}
          placeholder={chosen.length === 0 ? t`Name or username` : ''}
          className="h-8 w-32 grow bg-transparent px-1.5 outline-none placeholder:text-muted pointer-coarse:h-9 pointer-coarse:text-base"
          onChange={(event) => {
            setText(event.target.value)
            setActiveIndex(event.target.value.trim() === '' ? -1 : 0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t`People found`}
        aria-multiselectable
        className="flex h-56 flex-col overflow-y-auto"
      >
        {found.map((user, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
          <div
            key={user.id}
            id={optionId(user)}
            role="option"
            aria-selected={isChosen(user)}
            className={classNames(
              'flex min-h-11 shrink-0 cursor-pointer items-center gap-2.5 rounded-lg px-2',
              index === active && 'bg-hover',
            )}
            onPointerMove={() => setActiveIndex(index)}
            onClick={() => toggle(user)}
          >
            <Avatar user={user} size={32} />
            <span className="min-w-0 grow leading-tight">
              <span dir="auto" className="block truncate text-left font-medium">
                {user.displayName}
              </span>
              <span className="block truncate text-sm text-muted">@{user.username}</span>
            </span>
            {isChosen(user) && <Check aria-hidden className="size-5 shrink-0 text-accent" />}
          </div>
        ))}
      </div>
      <p
        role="status"
        className="-mt-56 flex h-56 items-center justify-center px-6 text-center text-sm text-pretty text-muted empty:hidden"
      >
        {emptyText()}
      </p>
    </div>
  )

  function emptyText(): string | null {
    if (found.length > 0) return null
    if (search.error && query !== '') return describeError(search.error)
    if (text.trim() === '') return t`Type the beginning of a name.`
    const isSettled = query === text.trim() && !search.isFetching
    return isSettled ? t`Nobody found for “${query}”. Check the spelling, or try the username.` : null
  }
}
