/** Files opened from this device, without the server: only ever as a picture, as PDF, or as a download of unknown type. */
import type { AttachmentSnapshot, DocumentName } from '@mutirao/documents'
import { fileKey, type Files } from '../../engine/index.ts'
import { words } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'

/** Long enough for a new tab to have read it. */
const addressMs = 60_000

type Local = NonNullable<Awaited<ReturnType<Files['local']>>>

function withLocal(
  files: Files,
  document: DocumentName,
  attachment: AttachmentSnapshot,
  use: (local: Local) => void,
): void {
  const gone = () =>
    toast({ message: words.t('files:notHere', { name: attachment.name }), tone: 'warning', key: 'file' })
  files.local(fileKey(document, attachment.sha256)).then((local) => (local ? use(local) : gone()), gone)
}

function addressOf(bytes: Blob): string {
  const address = URL.createObjectURL(bytes)
  setTimeout(() => URL.revokeObjectURL(address), addressMs)
  return address
}

function save(bytes: Blob, name: string): void {
  const link = window.document.createElement('a')
  link.href = addressOf(bytes)
  link.download = name
  link.click()
}

export const saveLocal = (files: Files, document: DocumentName, attachment: AttachmentSnapshot): void =>
  withLocal(files, document, attachment, ({ bytes }) => save(bytes, attachment.name))

/** Shows what is safe to show, saves the rest. */
export const openLocal = (files: Files, document: DocumentName, attachment: AttachmentSnapshot): void =>
  withLocal(files, document, attachment, ({ bytes, isShown }) => {
    if (!isShown || !window.open(addressOf(bytes), '_blank', 'noopener')) save(bytes, attachment.name)
  })
