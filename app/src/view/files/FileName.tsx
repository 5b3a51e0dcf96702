/** The name: a link while the file can be opened, a field while it is renamed, otherwise text. */
import { fileEnding, type AttachmentSnapshot, type DocumentName } from '@mutirao/documents'
import { useRef, type KeyboardEvent } from 'react'
import { fileHref, useFiles } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Input } from '../../ui/index.ts'
import type { FileState } from './file-state.ts'
import { openLocal } from './open-local.ts'

export interface FileNameProps {
  readonly attachment: AttachmentSnapshot
  readonly document: DocumentName
  readonly state: FileState
  readonly renaming: boolean
  /** null: it stays as it was. */
  readonly onRename: (name: string | null) => void
}

const shownTypes = /^(image\/(png|jpeg|gif|webp|avif)|application\/pdf)$/
const nameClass = 'block max-w-full truncate rounded-sm text-left font-medium'
const linkClass = `${nameClass} hover:text-brand hover:underline touch:py-1`

export function FileName({ attachment, document, state, renaming, onRename }: FileNameProps) {
  const { t } = useTranslation('files')
  const files = useFiles()
  const { name } = attachment
  if (renaming) return <Rename name={name} onRename={onRename} />
  if (state.kind === 'ready' && state.from === 'server') {
    // The server decides by the bytes; this only says whether a new tab is worth opening.
    const show = shownTypes.test(attachment.type)
    return (
      <a
        href={fileHref(document, attachment, show)}
        {...(show ? { target: '_blank', rel: 'noopener noreferrer' } : { download: name })}
        title={name}
        className={linkClass}
      >
        {name}
      </a>
    )
  }
  if (state.kind === 'away' || state.kind === 'elsewhere' || (state.kind === 'failed' && state.problem === 'lost'))
    return (
      <span title={name} className={`${nameClass} text-muted`}>
        {name}
      </span>
    )
  return (
    <button
      type="button"
      title={t('openHere', { name })}
      onClick={() => openLocal(files, document, attachment)}
      className={linkClass}
    >
      {name}
    </button>
  )
}

function Rename({ name, onRename }: { readonly name: string; readonly onRename: (name: string | null) => void }) {
  const { t } = useTranslation('files')
  const done = useRef(false)
  const ending = fileEnding(name)
  const finish = (next: string | null) => {
    // Enter is followed by the blur of the field that goes away.
    if (done.current) return
    done.current = true
    const text = next?.trim() ?? ''
    onRename(text === '' || text === name ? null : text)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    finish(event.key === 'Enter' ? event.currentTarget.value : null)
  }
  return (
    <Input
      ref={(element) => {
        if (!element || document.activeElement === element) return
        element.focus()
        element.setSelectionRange(0, ending === '' ? name.length : name.length - ending.length - 1)
      }}
      defaultValue={name}
      maxLength={200}
      aria-label={t('nameOf', { name })}
      onKeyDown={onKeyDown}
      onBlur={(event) => finish(event.currentTarget.value)}
    />
  )
}
