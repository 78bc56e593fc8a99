import { type KeyboardEvent, memo, useState } from 'react'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { useRealtime } from '../../realtime/realtime-provider.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { classNames } from '../../ui/class-names.ts'
import { soonPart } from '../../ui/lazy-part.tsx'
import { UserPopover } from '../user/user-popover.tsx'
import { useChatState } from './chat-store.ts'
import { DayDivider, NewMessagesLine } from './dividers.tsx'
import { useMessageActions } from './message-actions.ts'
import { MessageBody } from './message-body.tsx'
import { MessageToolbar } from './message-toolbar.tsx'
import { ReachableContext } from './reachable.ts'
import { formatFully, formatMoment, formatTime } from './time.ts'

const MessageEditor = soonPart(
  () => import('./message-editor.tsx').then((module) => module.MessageEditor),
  ({ message: { content, editedAt } }) => <MessageBody content={content} editedAt={editedAt} />,
)

export interface MessageRowProps {
  message: CachedMessage
  /** With name and picture. */
  startsGroup: boolean
  startsDay: boolean
  /** Under the "new messages" line. */
  startsUnread: boolean
  /** The local day: moments are told relative to it. */
  today: string
}

/** One message. */
export const MessageRow = memo(function MessageRow({ message, startsGroup, startsDay, startsUnread }: MessageRowProps) {
  const { selfId } = useRealtime()
  const isEditing = useChatState((state) => state.editing?.id === message.id)
  const isHighlighted = useChatState((state) => state.highlightedId === message.id)
  const actions = useMessageActions()
  const [isPointed, setPointed] = useState(false)
  const [isFocused, setFocused] = useState(false)
  const [hasMenu, setMenu] = useState(false)
  const { author, content, editedAt } = message
  const date = new Date(message.createdAt)
  const isOwn = author.id === selfId
  const isForSelf = content.includes(`<@${selfId}>`)

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const key = event.key.toLowerCase()
    if (key === 'c') void actions.copy(message)
    else if (key === 'u') actions.markUnread(message)
    else if (isOwn && key === 'e') actions.edit(message)
    else if (isOwn && (key === 'delete' || key === 'backspace')) actions.remove(message, event.shiftKey)
    else return
    event.preventDefault()
  }

  return (
    <>
      {startsDay && <DayDivider date={date} />}
      {startsUnread && <NewMessagesLine />}
      <article
        data-message-id={message.id}
        tabIndex={-1}
        aria-label={`${author.displayName}, ${formatMoment(date)}`}
        className={classNames(
          // A long press opens the menu; it must not select text as well.
          'relative flex gap-3 py-0.5 pr-4 pl-4 -outline-offset-2 transition-colors pointer-coarse:select-none',
          isHighlighted ? 'bg-accent-soft' : 'hover:bg-hover focus-visible:bg-hover has-focus-visible:bg-hover',
          isForSelf && 'shadow-[inset_3px_0_var(--color-badge)]',
          startsGroup && 'mt-3.5',
        )}
        onKeyDown={onKeyDown}
        onPointerEnter={(event) => setPointed(event.pointerType === 'mouse')}
        onPointerLeave={() => setPointed(false)}
        onFocus={() => setFocused(true)}
        onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      >
        <div className="flex w-10 shrink-0 justify-center">
          {startsGroup ? (
            <UserPopover
              user={author}
              trigger={
                <button
                  type="button"
                  data-user-id={author.id}
                  tabIndex={-1}
                  aria-hidden
                  className="mt-0.5 h-10 rounded-full"
                >
                  <Avatar user={author} size={40} />
                </button>
              }
            />
          ) : (
            isPointed && (
              <time
                dateTime={message.createdAt}
                title={formatFully(date)}
                className="pt-1 text-2xs whitespace-nowrap text-muted"
              >
                {formatTime(date)}
              </time>
            )
          )}
        </div>
        <div className="min-w-0 grow">
          {startsGroup && (
            <div className="flex flex-wrap items-baseline gap-x-2">
              <UserPopover
                user={author}
                trigger={
                  <button
                    type="button"
                    data-user-id={author.id}
                    tabIndex={isFocused ? 0 : -1}
                    className="text-start font-semibold hover:underline"
                  >
                    <bdi>{author.displayName}</bdi>
                  </button>
                }
              />
              <time dateTime={message.createdAt} title={formatFully(date)} className="text-xs text-muted">
                {formatMoment(date)}
              </time>
            </div>
          )}
          {isEditing ? (
            <MessageEditor message={message} />
          ) : (
            <ReachableContext value={isFocused}>
              <MessageBody content={content} editedAt={editedAt} />
            </ReachableContext>
          )}
        </div>
        {(isPointed || isFocused || hasMenu) && !isEditing && (
          <MessageToolbar message={message} isOwn={isOwn} isPointed={isPointed || hasMenu} onOpenChange={setMenu} />
        )}
      </article>
    </>
  )
})
