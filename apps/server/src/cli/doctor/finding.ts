/** What was looked at, how it is, and, unless all is well, what to do. */
export interface Finding {
  verdict: 'ok' | 'warning' | 'problem'
  what: string
  advice?: string
}

export const ok = (what: string): Finding => ({ verdict: 'ok', what })
export const warning = (what: string, advice: string): Finding => ({ verdict: 'warning', what, advice })
export const problem = (what: string, advice: string): Finding => ({ verdict: 'problem', what, advice })

/** The reason in an error, whoever made it. */
export function reasonOf(error: unknown): string {
  const { cause, message, code } = error as { cause?: unknown; message?: string; code?: string }
  return cause ? reasonOf(cause) : message || String(code ?? error)
}
