import { ParleyError } from '@parley/client/parley-error'
import type { ErrorCode } from '@parley/contracts/errors'
import { type ChangeEvent, type SubmitEvent, useRef, useState } from 'react'
import type { Check } from './checks.ts'
import { describeError } from './error-message.ts'

type Values = Record<string, string>
type Errors<Fields extends Values> = Partial<Record<keyof Fields, string>>

export interface FormOptions<Fields extends Values> {
  /** Also how one learns which fields there are. */
  initial: Fields
  /** What the app would refuse, so that it is said before it is sent. */
  checks: Partial<Record<keyof Fields, Check>>
  /** Sends it. What it rejects with is shown in the form. */
  send: (fields: Fields) => unknown
  /** Fields that a code of the app is about; other errors stand at the top. */
  fieldOfCode?: Partial<Record<ErrorCode, keyof Fields>>
  /** Better sentences for this form than the general ones. */
  sentenceOfCode?: Partial<Record<ErrorCode, string>>
}

/** What a text field needs of the form it is in. */
export interface FormField {
  name: string
  value: string
  error: string | undefined
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void
}

export interface Form<Fields extends Values> {
  values: Fields
  /** Why it could not be sent, where no single field is to blame. */
  error: string | undefined
  pending: boolean
  dirty: boolean
  field: (name: keyof Fields & string) => FormField
  /** For the `<form>`. */
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void
  /** Starts over, from these values or the first ones. */
  reset: (values?: Fields) => void
}

/** A form of text fields that is checked, sent, and shows what the app answers at the right place. */
export function useForm<Fields extends Values>(options: FormOptions<Fields>): Form<Fields> {
  const [initial, setInitial] = useState(options.initial)
  const [values, setValues] = useState(options.initial)
  const [errors, setErrors] = useState<Errors<Fields>>({})
  const [error, setError] = useState<string>()
  const [pending, setPending] = useState(false)
  const element = useRef<HTMLFormElement>(null)

  function showErrors(next: Errors<Fields>): void {
    setErrors(next)
    const first = Object.keys(initial).find((name) => next[name])
    const control = first && element.current?.elements.namedItem(first)
    if (control instanceof HTMLElement) control.focus()
  }

  function findErrors(): Errors<Fields> {
    const found = Object.keys(initial).map((name) => [name, options.checks[name]?.(values[name] ?? '')] as const)
    return Object.fromEntries(found.filter(([, message]) => message !== undefined)) as Errors<Fields>
  }

  function byField(issues: { path: string; message: string }[]): Errors<Fields> {
    const known = issues.filter(({ path }) => path in initial)
    // The first message of a field says the most basic thing that is wrong with it.
    return Object.fromEntries(known.reverse().map(({ path, message }) => [path, message])) as Errors<Fields>
  }

  function showFailure(failure: unknown): void {
    const code = failure instanceof ParleyError && failure.code !== 'network_error' ? failure.code : undefined
    const sentence = (code && options.sentenceOfCode?.[code]) ?? describeError(failure)
    const field = code && options.fieldOfCode?.[code]
    const fromApp = failure instanceof ParleyError ? byField(failure.errors) : {}
    if (field) showErrors({ [field]: sentence } as Errors<Fields>)
    else if (Object.keys(fromApp).length > 0) showErrors(fromApp as Errors<Fields>)
    else setError(sentence)
  }

  async function submit(): Promise<void> {
    setError(undefined)
    const found = findErrors()
    showErrors(found)
    if (Object.keys(found).length > 0) return
    setPending(true)
    try {
      await options.send(values)
    } catch (failure) {
      showFailure(failure)
    } finally {
      setPending(false)
    }
  }

  return {
    values,
    error,
    pending,
    dirty: Object.keys(initial).some((name) => values[name] !== initial[name]),
    field: (name) => ({
      name,
      value: values[name] ?? '',
      error: errors[name],
      onChange: (event) => {
        const { value } = event.target
        setValues((current) => ({ ...current, [name]: value }))
        setErrors(({ [name]: _corrected, ...others }) => others as Errors<Fields>)
      },
    }),
    onSubmit: (event) => {
      event.preventDefault()
      element.current = event.currentTarget
      if (!pending) void submit()
    },
    reset: (next = initial) => {
      setInitial(next)
      setValues(next)
      setErrors({})
      setError(undefined)
    },
  }
}
