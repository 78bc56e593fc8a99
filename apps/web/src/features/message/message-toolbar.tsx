import { t } from '@lingui/core/macro'
import { Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { MessageMenuPanel } from './lazy-menu.ts'
import { useMessageActions } from './message-actions.ts'

export interface MessageToolbarProps {
  message: CachedMessage
  isOwn: boolean
  /** Else it is there for the focus. */
  isPointed: boolean
  /** Its menu is open: then it must stay, wherever the pointer and the focus are. */
  onOpenChange: (open: boolean) => void
}

/** Buttons at the corner of the message that is pointed at or focused. */
export function MessageToolbar({ message, isOwn, isPointed, onOpenChange }: MessageToolbarProps) {
  const actions = useMessageActions()
  return (
    <div
      className={classNames(
        'absolute -top-4 right-4 pointer-coarse:-top-9 z-10 flex rounded-lg border border-line bg-raised p-0.5 shadow-raised',
        // A focus that the mouse has left behind needs no second one beside that of the message pointed at.
        !isPointed && 'pointer-fine:[article:not(:focus-visible):not(:has(:focus-visible))>&]:opacity-0',
      )}
    >
      {isOwn ? (
        <>
          <IconButton label={t`Edit`} size="small" onClick={() => actions.edit(message)}>
            <Pencil />
          </IconButton>
          <IconButton
            label={t`Delete`}
            size="small"
            tone="danger"
            onClick={(event) => actions.remove(message, event.shiftKey)}
          >
            <Trash2 />
          </IconButton>
        </>
      ) : (
        <IconButton label={t`Copy text`} size="small" onClick={() => void actions.copy(message)}>
          <Copy />
        </IconButton>
      )}
      <Menu
        onOpenChange={onOpenChange}
        trigger={
          <IconButton label={t`More`} size="small">
            <Ellipsis />
          </IconButton>
        }
      >
        {(opened) => <MessageMenuPanel {...opened} message={message} />}
      </Menu>
    </div>
  )
}
