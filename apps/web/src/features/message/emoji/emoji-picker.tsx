import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { type EmojiPickerListComponents, EmojiPicker as Frimousse, type SkinTone } from 'frimousse'
import { type AriaAttributes, useState } from 'react'
import { Spinner } from '../../../ui/spinner.tsx'
import { loadEmojiData } from './emoji-data.ts'
import { storedSkinTone, storeSkinTone } from './skin-tone.ts'

const listComponents: EmojiPickerListComponents = {
  CategoryHeader: ({ category, ...props }) => (
    <div {...props} className="bg-raised px-3 pt-2 pb-1 text-xs font-semibold text-muted">
      {category.label}
    </div>
  ),
  Row: ({ children, ...props }) => (
    <div {...countedFromOne(props)} className="scroll-my-1.5 px-1.5">
      {children}
    </div>
  ),
  Emoji: ({ emoji, ...props }) => (
    <button
      {...countedFromOne(props)}
      type="button"
      className="flex h-9 w-1/8 items-center justify-center rounded-lg text-xl data-[active]:bg-hover pointer-coarse:h-11"
    >
      {emoji.emoji}
    </button>
  ),
}

/** The picker counts rows and columns from 0, where the standard counts from 1. */
function countedFromOne<Props extends AriaAttributes>(props: Props): Props {
  const { 'aria-rowindex': row, 'aria-colindex': column } = props
  return {
    ...props,
    ...(row !== undefined && { 'aria-rowindex': row + 1 }),
    ...(column !== undefined && { 'aria-colindex': column + 1 }),
  }
}

/** All emoji, by kind, with a search for their names. A chunk of its own. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const [tone, setTone] = useState(storedSkinTone)
  return (
    <Frimousse.Root
      locale={i18n.locale}
      columns={8}
      skinTone={tone}
      resolveEmojiData={loadEmojiData}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
      className="isolate flex h-88 max-h-[60dvh] w-full flex-col"
    >
      <div className="flex items-center gap-2 p-2.5">
        <Frimousse.Search
          // On a phone the keyboard would come up over the emoji.
          autoFocus={!matchMedia('(pointer: coarse)').matches}
          aria-label={t`Search emoji`}
          placeholder={t`Search emoji`}
          className="h-9 min-w-0 grow rounded-lg border border-line-strong bg-field px-2.5 text-sm placeholder:text-muted focus-visible:outline-offset-0 pointer-coarse:h-11 pointer-coarse:text-base"
        />
        <SkinToneButton
          onChange={(next) => {
            setTone(next)
            storeSkinTone(next)
          }}
        />
      </div>
      <Frimousse.Viewport className="relative grow outline-none">
        <Frimousse.Loading className="absolute inset-0 flex items-center justify-center">
          <Spinner />
        </Frimousse.Loading>
        <Frimousse.Empty className="absolute inset-0 flex items-center justify-center p-6 text-sm text-muted">
          {t`No emoji is called that.`}
        </Frimousse.Empty>
        <Frimousse.List className="pb-1.5 select-none" components={listComponents} />
      </Frimousse.Viewport>
      <Frimousse.ActiveEmoji>
        {({ emoji }) => (
          <p className="flex h-10 shrink-0 items-center gap-2 border-t border-line px-3 text-sm text-muted pointer-coarse:hidden">
            {emoji ? (
              <>
                <span className="text-xl">{emoji.emoji}</span>
                <span className="truncate">{emoji.label}</span>
              </>
            ) : (
              t`Pick an emoji`
            )}
          </p>
        )}
      </Frimousse.ActiveEmoji>
    </Frimousse.Root>
  )
}

function SkinToneButton({ onChange }: { onChange: (tone: SkinTone) => void }) {
  return (
    <Frimousse.SkinTone emoji="✋">
      {({ skinTone, skinToneVariations }) => {
        const index = skinToneVariations.findIndex((variation) => variation.skinTone === skinTone)
        const next = skinToneVariations[(index + 1) % skinToneVariations.length]
        return (
          <button
            type="button"
            aria-label={t`Change the skin tone`}
            title={t`Change the skin tone`}
            className="flex size-9 shrink-0 items-center justify-center rounded-lg text-xl hover:bg-hover pointer-coarse:size-11"
            onClick={() => next && onChange(next.skinTone)}
          >
            {skinToneVariations[index]?.emoji}
          </button>
        )
      }}
    </Frimousse.SkinTone>
  )
}
