import { fileEnding, type AttachmentSnapshot, type DocumentName } from '@mutirao/documents'
import { clsx } from 'clsx'
import { usePreview } from '../../engine/index.ts'

/** Colours people know from their desktop; everything else is grey. */
const inks: Readonly<Record<string, string>> = {
  pdf: 'text-red',
  xls: 'text-green',
  xlsx: 'text-green',
  ods: 'text-green',
  csv: 'text-green',
  doc: 'text-blue',
  docx: 'text-blue',
  odt: 'text-blue',
  ppt: 'text-amber',
  pptx: 'text-amber',
}

/** A picture made on this device, or the kind of the file. The name beside it says the same: hidden from screen readers. */
export function Preview(props: { readonly document: DocumentName; readonly attachment: AttachmentSnapshot }) {
  const address = usePreview(props.document, props.attachment)
  const ending = fileEnding(props.attachment.name)
  if (address !== null)
    return <img src={address} alt="" className="size-10 rounded-md object-cover shadow-[inset_0_0_0_1px_var(--line)]" />
  return (
    <span
      aria-hidden
      className={clsx(
        'grid size-10 place-items-center rounded-md bg-sunken text-2xs font-semibold uppercase shadow-[inset_0_0_0_1px_var(--line)]',
        inks[ending] ?? 'text-muted',
      )}
    >
      {ending.slice(0, 4)}
    </span>
  )
}
