/** The card's files: pick, photograph, see where each one is, open, rename, remove. */
import type { AttachmentSnapshot } from '@mutirao/documents'
import { Camera, Paperclip } from 'lucide-react'
import { useMemo, useRef, type RefObject } from 'react'
import { fileKey, useUploads } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { useDetail } from '../detail/context.ts'
import { FileRow } from './FileRow.tsx'

export interface AttachmentsProps {
  readonly attachments: readonly AttachmentSnapshot[]
  readonly readOnly: boolean
  readonly onFiles: (files: readonly File[]) => void
}

export function Attachments({ attachments, readOnly, onFiles }: AttachmentsProps) {
  const { t } = useTranslation('files')
  const { document } = useDetail()
  const uploads = useUploads()
  const uploadOf = useMemo(() => new Map(uploads.map((upload) => [upload.key, upload])), [uploads])
  if (readOnly && attachments.length === 0) return null
  return (
    <section aria-label={t('title')} className="border-t border-line px-5 pt-3 pb-6">
      <div className="mb-1.5 flex min-h-7 items-center gap-2.5">
        <h3>{t('title')}</h3>
        {attachments.length === 0 ? null : <span className="text-soft">{attachments.length}</span>}
        {readOnly ? null : <Pickers onFiles={onFiles} />}
      </div>
      {attachments.length === 0 ? <p className="text-soft">{t('empty')}</p> : null}
      <ul className="-mx-2 grid">
        {attachments.map((attachment) => (
          <FileRow
            key={attachment.id}
            attachment={attachment}
            document={document}
            upload={uploadOf.get(fileKey(document, attachment.sha256)) ?? null}
            readOnly={readOnly}
          />
        ))}
      </ul>
    </section>
  )
}

function Pickers({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation('files')
  const files = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  return (
    <span className="ml-auto flex gap-1">
      <span className="hidden touch:block">
        <Button size="sm" variant="plain" icon={<Camera aria-hidden />} onClick={() => camera.current?.click()}>
          {t('photo')}
        </Button>
      </span>
      <Button size="sm" variant="plain" icon={<Paperclip aria-hidden />} onClick={() => files.current?.click()}>
        {t('add')}
      </Button>
      <Picker input={files} label={t('add')} onFiles={onFiles} />
      <Picker input={camera} label={t('photo')} onFiles={onFiles} camera />
    </span>
  )
}

interface PickerProps {
  readonly input: RefObject<HTMLInputElement | null>
  readonly label: string
  readonly onFiles: (files: readonly File[]) => void
  readonly camera?: boolean
}

/** `capture` opens the camera on phones and means nothing elsewhere. */
function Picker({ input, label, onFiles, camera = false }: PickerProps) {
  return (
    <input
      ref={input}
      type="file"
      hidden
      multiple={!camera}
      {...(camera ? { accept: 'image/*', capture: 'environment' as const } : {})}
      aria-label={label}
      onChange={(event) => {
        onFiles([...(event.target.files ?? [])])
        // The same file may be picked again.
        event.target.value = ''
      }}
    />
  )
}
