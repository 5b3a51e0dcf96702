/** The whole drawer takes files that are dropped on it or pasted into it. */
import { Paperclip } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from '../../i18n/index.ts'

export interface DropZoneProps {
  readonly disabled: boolean
  readonly onFiles: (files: readonly File[]) => void
  readonly children: ReactNode
}

export function DropZone({ disabled, onFiles, children }: DropZoneProps) {
  const { t } = useTranslation('files')
  const zone = useRef<HTMLDivElement>(null)
  const over = useFileDrag(zone, disabled, onFiles)
  usePaste(zone, disabled, onFiles)
  return (
    <div ref={zone} className="flex min-h-0 flex-1 flex-col">
      {children}
      {over ? (
        <div
          aria-hidden
          className="pointer-events-none absolute inset-2 z-20 grid place-items-center rounded-xl bg-brand-weak/90 text-brand shadow-[inset_0_0_0_2px_var(--brand)]"
        >
          <span className="flex items-center gap-2 text-md font-semibold">
            <Paperclip className="size-5" />
            {t('drop')}
          </span>
        </div>
      ) : null}
    </div>
  )
}

const carriesFiles = (transfer: DataTransfer | null): boolean => transfer?.types.includes('Files') ?? false

/** Also keeps the browser from leaving the app for a file that was dropped beside the zone. */
function useFileDrag(
  zone: React.RefObject<HTMLElement | null>,
  disabled: boolean,
  onFiles: (files: readonly File[]) => void,
): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    const inZone = (event: DragEvent): boolean =>
      !disabled && event.target instanceof Node && zone.current?.closest('dialog')?.contains(event.target) === true
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return
      event.preventDefault()
      const inside = inZone(event)
      if (event.dataTransfer) event.dataTransfer.dropEffect = inside ? 'copy' : 'none'
      setOver(inside)
    }
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return
      event.preventDefault()
      setOver(false)
      if (inZone(event)) latest.current([...(event.dataTransfer?.files ?? [])])
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('drop', onDrop)
    window.addEventListener('dragleave', onLeave)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('dragleave', onLeave)
    }
  }, [disabled, zone])
  return over
}

/** A picture from the clipboard. Copied cells bring a picture of themselves along: then the text is what is meant. */
function usePaste(
  zone: React.RefObject<HTMLElement | null>,
  disabled: boolean,
  onFiles: (files: readonly File[]) => void,
): void {
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    if (disabled) return
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      const text = event.clipboardData?.types.includes('text/plain') ?? false
      const drawer = zone.current?.closest('dialog')
      const here =
        event.target instanceof Node && (drawer?.contains(event.target) === true || event.target === document.body)
      if (files.length === 0 || text || !here) return
      event.preventDefault()
      event.stopPropagation()
      latest.current(files.map(named))
    }
    // Before the editor of the notes, which has no use for files.
    window.addEventListener('paste', onPaste, { capture: true })
    return () => window.removeEventListener('paste', onPaste, { capture: true })
  }, [disabled, zone])
}

/** Browsers call every pasted picture `image.png`. */
function named(file: File): File {
  if (!/^image\.\w+$/.test(file.name)) return file
  const stamp = new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')
  return new File([file], file.name.replace(/^image/, stamp), { type: file.type })
}
