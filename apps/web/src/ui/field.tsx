import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

interface FieldLook {
  label: string
  /** Keeps the label for screen readers only, where the place makes it plain to the eye. */
  hideLabel?: boolean
  hint?: ReactNode
  error?: string | undefined
}

export interface TextFieldProps extends ComponentProps<'input'>, FieldLook {
  /** A button inside the field, at its end. */
  trailing?: ReactNode
}

export interface TextAreaProps extends ComponentProps<'textarea'>, FieldLook {}

const control =
  'w-full rounded-lg border bg-field px-3 text-text placeholder:text-muted disabled:opacity-60 read-only:bg-transparent focus-visible:outline-offset-0 pointer-coarse:text-base'

function controlClass(error: string | undefined, className: string | undefined): string {
  return classNames(control, error ? 'border-danger' : 'border-line-strong', className)
}

interface FrameProps extends FieldLook {
  id: string
  children: ReactNode
}

function FieldFrame({ id, label, hideLabel, hint, error, children }: FrameProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      {children}
      {hint && !error && (
        <p id={`${id}-hint`} className="text-sm text-pretty text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-pretty text-danger">
          {error}
        </p>
      )}
    </div>
  )
}

function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  if (error) return `${id}-error`
  return hint ? `${id}-hint` : undefined
}

/** A one-line input with its label, hint and error. Other props and the ref go to the `<input>`. */
export function TextField({ label, hideLabel = false, hint, error, trailing, className, ...props }: TextFieldProps) {
  const ownId = useId()
  const id = props.id ?? ownId
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <div className="relative flex">
        <input
          {...props}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, hint, error)}
          className={controlClass(error, classNames('h-11', trailing ? 'pr-12' : undefined, className))}
        />
        {trailing && <div className="absolute inset-y-0 right-1 flex items-center">{trailing}</div>}
      </div>
    </FieldFrame>
  )
}

/** A text area with its label, hint and error. Other props and the ref go to the `<textarea>`. */
export function TextArea({ label, hideLabel = false, hint, error, className, ...props }: TextAreaProps) {
  const ownId = useId()
  const id = props.id ?? ownId
  return (
    <FieldFrame id={id} label={label} hideLabel={hideLabel} hint={hint} error={error}>
      <textarea
        rows={3}
        {...props}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className={controlClass(error, classNames('resize-none py-2.5', className))}
      />
    </FieldFrame>
  )
}
