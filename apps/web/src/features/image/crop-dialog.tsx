import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import { ZoomIn, ZoomOut } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import Cropper, { type Area, type MediaSize } from 'react-easy-crop'
import 'react-easy-crop/react-easy-crop.css'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { describeError } from '../../ui/error-message.ts'
import { FormError } from '../../ui/form-error.tsx'
import { type Crop, cropOf } from './crop.ts'

const MAX_ZOOM = 4
/** Pixels on the screen that an arrow key moves the picture by; a tenth with Shift. */
const KEYBOARD_STEP = 10

export interface CropDialogProps {
  file: File
  /** How the picture will be shown; what is kept is a square in any case. */
  shape: 'round' | 'rect'
  onSave: (crop: Crop) => Promise<void>
  /** The file cannot be used, for this reason. */
  onRefuse: (reason: string) => void
  onClose: () => void
}

/** Frames the square of a picture that is kept, by dragging, zooming and arrow keys. */
export function CropDialog({ file, shape, onSave, onRefuse, onClose }: CropDialogProps) {
  const url = useObjectUrl(file)
  const zoomId = useId()
  const [position, setPosition] = useState({ x: 0, y: 0 })
  const [zoom, setZoom] = useState(1)
  const [picture, setPicture] = useState<MediaSize>()
  const [framed, setFramed] = useState<Area>()
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<string>()

  async function save(): Promise<void> {
    if (!picture || !framed) return
    setPending(true)
    setError(undefined)
    try {
      await onSave(cropOf(framed, { width: picture.naturalWidth, height: picture.naturalHeight }))
      onClose()
    } catch (failure) {
      setError(describeError(failure))
      setPending(false)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && !pending) onClose()
      }}
      title={t`Frame your picture`}
      description={t`Drag it, or move it with the arrow keys, until the right part shows.`}
      footer={
        <>
          <Button disabled={pending} onClick={onClose}>{t`Cancel`}</Button>
          <Button variant="primary" pending={pending} disabled={!framed} onClick={() => void save()}>
            {t`Save picture`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <FormError message={error} />
        <div className="relative mx-auto aspect-square w-full max-w-80 overflow-hidden rounded-xl bg-code has-focus-visible:outline-2 has-focus-visible:outline-focus">
          {url && (
            <Cropper
              // The library would write its styles into the page, which the content security policy refuses.
              disableAutomaticStylesInjection
              image={url}
              aspect={1}
              // The frame is as large as can be, whichever way the picture is longer.
              objectFit="cover"
              cropShape={shape}
              showGrid={false}
              maxZoom={MAX_ZOOM}
              keyboardStep={KEYBOARD_STEP}
              crop={position}
              zoom={zoom}
              onCropChange={setPosition}
              onZoomChange={setZoom}
              onCropAreaChange={(_, area) => setFramed(area)}
              onMediaLoaded={(media) => {
                if (media.naturalWidth * media.naturalHeight > limits.imagePixels) {
                  onRefuse(t`That picture has too many pixels. Choose a smaller one.`)
                } else setPicture(media)
              }}
              mediaProps={{
                alt: '',
                onError: () => onRefuse(t`That picture cannot be read. Choose another one.`),
              }}
              cropperProps={{ role: 'application', 'aria-label': t`The part that is kept` }}
            />
          )}
        </div>
        <div className="flex items-center gap-3 text-muted">
          <ZoomOut aria-hidden className="size-5 shrink-0" />
          <label htmlFor={zoomId} className="sr-only">
            {t`Zoom`}
          </label>
          <input
            id={zoomId}
            type="range"
            min={1}
            max={MAX_ZOOM}
            step={0.05}
            value={zoom}
            onChange={(event) => setZoom(Number(event.target.value))}
            className="h-6 min-w-0 grow cursor-pointer rounded-lg pointer-coarse:h-11"
          />
          <ZoomIn aria-hidden className="size-5 shrink-0" />
        </div>
      </div>
    </Dialog>
  )
}

/** An address for a file that is not uploaded yet. */
function useObjectUrl(file: File): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const created = URL.createObjectURL(file)
    setUrl(created)
    return () => URL.revokeObjectURL(created)
  }, [file])
  return url
}
