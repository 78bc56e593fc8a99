import { t } from '@lingui/core/macro'
import { Smile } from 'lucide-react'
import { lazy, Suspense, useRef } from 'react'
import { withItsStrings } from '../../../locales/strings.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Opener } from '../../../ui/opener.tsx'
import { PopoverPanel } from '../../../ui/popover.tsx'
import { Spinner } from '../../../ui/spinner.tsx'

const EmojiPicker = lazy(() =>
  withItsStrings(import('./emoji-picker.tsx')).then((module) => ({ default: module.EmojiPicker })),
)

/** Opens the emoji, from which one is picked into the text. */
export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const picked = useRef<string>(undefined)
  return (
    <Opener
      trigger={
        <IconButton label={t`Emoji`} className="-my-0.5">
          <Smile />
        </IconButton>
      }
    >
      {(opened) => (
        <PopoverPanel
          {...opened}
          label={t`Emoji`}
          side="top"
          align="end"
          className="w-80 overflow-hidden max-md:w-[calc(100vw-1rem)]"
          onCloseAutoFocus={(event) => {
            if (picked.current === undefined) return
            // The focus goes on to the text.
            event.preventDefault()
            onPick(picked.current)
            picked.current = undefined
          }}
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
                opened.onClose()
              }}
            />
          </Suspense>
        </PopoverPanel>
      )}
    </Opener>
  )
}
