import { t } from '@lingui/core/macro'
import { Smile } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { Spinner } from '../../../ui/spinner.tsx'

const EmojiPicker = lazy(() => import('./emoji-picker.tsx').then((module) => ({ default: module.EmojiPicker })))

/** Opens the emoji, from which one is picked into the text. */
export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const [open, setOpen] = useState(false)
  const picked = useRef<string>(undefined)
  return (
    <Popover
      label={t`Emoji`}
      side="top"
      align="end"
      className="w-80 overflow-hidden max-md:w-[calc(100vw-1rem)]"
      open={open}
      onOpenChange={setOpen}
      onCloseAutoFocus={(event) => {
        if (picked.current === undefined) return
        // The focus goes on to the text.
        event.preventDefault()
        onPick(picked.current)
        picked.current = undefined
      }}
      trigger={
        <IconButton label={t`Emoji`} className="-my-0.5">
          <Smile />
        </IconButton>
      }
    >
      <Suspense
        fallback={
          <div className="flex h-88 items-center justify-center">
            <Spinner />
          </div>
        }
      >
        <EmojiPicker
          onPick={(emoji) => {
            picked.current = emoji
            setOpen(false)
          }}
        />
      </Suspense>
    </Popover>
  )
}
