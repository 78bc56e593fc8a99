import { t } from '@lingui/core/macro'
import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useReducer, useState } from 'react'
import { copyText } from '../../../ui/copy-text.ts'
import { toastError } from '../../../ui/toaster.tsx'
import { useTabIndex } from '../reachable.ts'

/** The highlighter, once a block of some language has been on the screen. */
let highlighter: ((code: string, language: string) => ReactNode) | undefined

/** Milliseconds for which a copy button says that it has copied. */
const COPIED_TIME = 2_000

export interface CodeBlockProps {
  /** As it was written; empty when none was. */
  language: string
  content: string
}

/** A block of code, coloured when its language is named. */
export function CodeBlock({ language, content }: CodeBlockProps) {
  const [isLoaded, load] = useReducer(() => true, highlighter !== undefined)
  useEffect(() => {
    if (language === '' || isLoaded) return
    let isGone = false
    import('./highlight.ts').then(
      ({ highlight }) => {
        highlighter = highlight
        if (!isGone) load()
      },
      // Without colours it is still code.
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [language, isLoaded])
  const drawn = useMemo(
    () => (isLoaded && language !== '' ? highlighter?.(content, language.toLowerCase()) : content),
    [isLoaded, language, content],
  )
  return (
    <div
      className="group/code relative my-1 flex max-w-full flex-col-reverse rounded-lg border border-line bg-code"
      dir="ltr"
    >
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-lg p-2.5 pr-11 pointer-coarse:pt-0 pointer-coarse:pr-2.5"
      >
        <code className="font-mono text-[0.8125rem] leading-snug whitespace-pre">{drawn}</code>
      </pre>
      {/* Where nothing hovers, the button has a line of its own. */}
      <div className="flex items-center justify-between pl-2.5 pointer-fine:contents">
        <span aria-hidden className="text-xs text-muted pointer-fine:hidden">
          {language}
        </span>
        <CopyButton content={content} />
      </div>
    </div>
  )
}

function CopyButton({ content }: { content: string }) {
  const [copied, setCopied] = useState(false)
  const tabIndex = useTabIndex()
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), COPIED_TIME)
    return () => clearTimeout(timer)
  }, [copied])
  const label = copied ? t`Copied` : t`Copy code`
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      aria-label={label}
      title={label}
      className="absolute top-1.5 right-1.5 flex size-8 items-center justify-center rounded-md border border-line bg-raised text-muted opacity-0 transition-opacity group-hover/code:opacity-100 focus-visible:opacity-100 hover:text-text pointer-coarse:static pointer-coarse:size-11 pointer-coarse:border-0 pointer-coarse:bg-transparent pointer-coarse:opacity-100 [&_svg]:size-4"
      onClick={async () => {
        if (await copyText(content)) setCopied(true)
        else toastError(t`Your browser did not allow copying.`)
      }}
    >
      {copied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
    </button>
  )
}
