import { Copy, Pencil, Trash2 } from 'lucide-react'
import type { CachedMessage } from '../../realtime/message-window.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useMessageActions } from './message-actions.ts'

/** Buttons at the corner of the message that is pointed at or focused. */
export function MessageToolbar({ message, isOwn }: { message: CachedMessage; isOwn: boolean }) {
  const actions = useMessageActions()
  return (
    <div className="absolute -top-4 right-4 pointer-coarse:-top-9 z-10 flex rounded-lg border border-line bg-raised p-0.5 shadow-raised">
      <IconButton label="Copy text" size="small" onClick={() => void actions.copy(message)}>
        <Copy />
      </IconButton>
      {isOwn && (
        <>
          <IconButton label="Edit" size="small" onClick={() => actions.edit(message)}>
            <Pencil />
          </IconButton>
          <IconButton
            label="Delete"
            size="small"
            tone="danger"
            onClick={(event) => actions.remove(message, event.shiftKey)}
          >
            <Trash2 />
          </IconButton>
        </>
      )}
    </div>
  )
}
