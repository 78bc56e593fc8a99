import { useCallback, useId, useRef, useState } from 'react'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { loadEmojiData } from '../emoji/emoji-data.ts'
import { emojiOf, findShortcode, type Shortcode } from '../emoji/shortcode.ts'
import { storedSkinTone } from '../emoji/skin-tone.ts'
import type { CompletionHandle } from './completion-list.tsx'
import { findTrigger, type Trigger } from './find-trigger.ts'
import { GrowingTextArea, type GrowingTextAreaProps } from './growing-text-area.tsx'
import { replaceText } from './replace-text.ts'

const CompletionList = lazyPart(() => import('./completion-list.tsx').then((module) => module.CompletionList))

export interface MessageFieldProps extends Omit<GrowingTextAreaProps, 'onChange' | 'onSelect'> {
  onChange: (text: string) => void
}

/** Puts the emoji in place of its shortcode, if there is one of that name. */
async function drawEmoji(field: HTMLTextAreaElement, { name, start }: Shortcode): Promise<void> {
  const emoji = emojiOf(await loadEmojiData(), name, storedSkinTone())
  const end = start + name.length + 2
  const isUntouched = field.selectionStart === end && field.value.slice(start, end) === `:${name}:`
  if (emoji && isUntouched && document.activeElement === field) replaceText(field, start, end, emoji)
}

/** A field for a message, which suggests people, channels and emoji while one names them. */
export function MessageField({ value, onChange, onKeyDown, onBlur, ...props }: MessageFieldProps) {
  const listId = useId()
  const frame = useRef<HTMLDivElement>(null)
  const list = useRef<CompletionHandle>(null)
  const [trigger, setTrigger] = useState<Trigger>()
  const [activeId, setActiveId] = useState<string>()
  /** Where a suggestion was declined; not made again there. */
  const dismissed = useRef<number>(undefined)

  const follow = useCallback((field: HTMLTextAreaElement) => {
    const { selectionStart, selectionEnd } = field
    const found = selectionStart === selectionEnd ? findTrigger(field.value, selectionStart) : undefined
    if (!found) dismissed.current = undefined
    const next = found && dismissed.current !== found.start ? found : undefined
    setTrigger((known) => (known?.start === next?.start && known?.query === next?.query ? known : next))
  }, [])

  return (
    <>
      <div ref={frame} className="flex min-w-0 grow self-stretch">
        <GrowingTextArea
          {...props}
          value={value}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={activeId === undefined ? undefined : listId}
          aria-activedescendant={activeId}
          onChange={(event) => {
            CompletionList.preload()
            onChange(event.target.value)
            follow(event.target)
            const { nativeEvent: input } = event
            // What is undone stays as it was written.
            if (!(input instanceof InputEvent) || !input.inputType.startsWith('insert') || input.isComposing) return
            const shortcode = findShortcode(event.target.value, event.target.selectionStart)
            if (shortcode) drawEmoji(event.target, shortcode).catch(() => undefined)
          }}
          onSelect={(event) => {
            if (document.activeElement === event.currentTarget) follow(event.currentTarget)
          }}
          onBlur={(event) => {
            setTrigger(undefined)
            onBlur?.(event)
          }}
          onKeyDown={(event) => {
            if (!event.nativeEvent.isComposing && list.current?.onKeyDown(event)) event.preventDefault()
            else onKeyDown?.(event)
          }}
        />
      </div>
      {trigger && (
        <CompletionList
          ref={list}
          field={frame}
          id={listId}
          trigger={trigger}
          onActive={setActiveId}
          onDismiss={() => {
            dismissed.current = trigger.start
            setTrigger(undefined)
          }}
          onPick={(text) => {
            const field = document.activeElement
            if (!(field instanceof HTMLTextAreaElement)) return
            const end = trigger.start + 1 + trigger.query.length
            // What follows brings its own space.
            replaceText(field, trigger.start, end, field.value[end] === ' ' ? text.trimEnd() : text)
          }}
        />
      )}
    </>
  )
}
