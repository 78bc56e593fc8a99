import { t } from '@lingui/core/macro'
import { imageTypes } from '@parley/contracts/image-types'
import { ImageUp, Trash2 } from 'lucide-react'
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { describeError } from '../../ui/error-message.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import type { Crop } from './crop.ts'
import { describeLimits, refusalOf } from './image-file.ts'

const CropDialog = lazyPart(() => import('./crop-dialog.tsx').then((module) => module.CropDialog))

export interface ImageFieldProps {
  /** What the picture is of: "Profile picture". */
  label: string
  /** The picture as it is now, or what stands in for it. */
  picture: ReactNode
  shape: 'round' | 'rect'
  /** Whether there is one that could be removed. */
  isSet: boolean
  onUpload: (file: File, crop: Crop) => Promise<void>
  onRemove: () => Promise<void>
}

/** Chooses a picture, by the file dialog or by dropping one, and which part of it is shown; or removes it. */
export function ImageField({ label, picture, shape, isSet, onUpload, onRemove }: ImageFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const chooser = useRef<HTMLButtonElement>(null)
  const [file, setFile] = useState<File>()
  const [error, setError] = useState<string>()
  const [isOver, setOver] = useState(false)
  const [isRemoving, setRemoving] = useState(false)

  function choose(chosen: File | undefined): void {
    if (!chosen) return
    const refusal = refusalOf(chosen)
    setError(refusal)
    if (!refusal) setFile(chosen)
  }

  async function remove(): Promise<void> {
    setError(undefined)
    setRemoving(true)
    try {
      await onRemove()
      // The button that had the focus goes.
      chooser.current?.focus()
    } catch (failure) {
      setError(describeError(failure))
    } finally {
      setRemoving(false)
    }
  }

  const dropTarget = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      choose(event.dataTransfer.files[0])
    },
  }

  return (
    <div
      {...dropTarget}
      className={classNames(
        'flex items-center gap-4 rounded-2xl border border-dashed p-4 max-sm:flex-col max-sm:items-start',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
    >
      {picture}
      <div className="flex min-w-0 flex-col gap-2">
        <p id={`${id}-label`} className="text-sm font-medium">
          {label}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button
            ref={chooser}
            size="small"
            aria-describedby={`${id}-label ${id}-hint`}
            onClick={() => input.current?.click()}
          >
            <ImageUp aria-hidden className="size-4" />
            {isSet ? t`Change picture` : t`Upload a picture`}
          </Button>
          {isSet && (
            <Button
              size="small"
              variant="quiet"
              pending={isRemoving}
              aria-describedby={`${id}-label`}
              onClick={() => void remove()}
            >
              <Trash2 aria-hidden className="size-4" />
              {t`Remove`}
            </Button>
          )}
        </div>
        <p id={`${id}-hint`} className="text-sm text-pretty text-muted">
          {describeLimits()} <span className="pointer-coarse:hidden">{t`You can also drop one here.`}</span>
        </p>
        <p role="alert" className="text-sm font-medium text-pretty text-danger empty:hidden">
          {error}
        </p>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={imageTypes.join(',')}
        onChange={(event) => {
          choose(event.target.files?.[0])
          // So that the same file can be chosen again.
          event.target.value = ''
        }}
      />
      {file && (
        <CropDialog
          file={file}
          shape={shape}
          onSave={(crop) => onUpload(file, crop)}
          onRefuse={(reason) => {
            setFile(undefined)
            setError(reason)
          }}
          onLoadFailed={() => setFile(undefined)}
          onClose={() => {
            setFile(undefined)
            chooser.current?.focus()
          }}
        />
      )}
    </div>
  )
}
