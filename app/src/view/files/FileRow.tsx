/** One file: its picture or kind, its name, where its bytes are, and what can be done with it. */
import type { AttachmentSnapshot, DocumentName } from '@mutirao/documents'
import { Download, Ellipsis, Pencil, RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { fileHref, useFiles, useIsHere, useMe, useOnline, type Upload } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Button, IconButton, Menu, MenuItem, Progress, useNow } from '../../ui/index.ts'
import { useDetail } from '../detail/context.ts'
import { fileState, type FileState } from './file-state.ts'
import { FileName } from './FileName.tsx'
import { FileMeta } from './FileMeta.tsx'
import { Preview } from './Preview.tsx'
import { saveLocal } from './open-local.ts'

export interface FileRowProps {
  readonly attachment: AttachmentSnapshot
  readonly document: DocumentName
  /** Of this device's queue; null when it is not in it. */
  readonly upload: Upload | null
  readonly readOnly: boolean
}

export function FileRow({ attachment, document, upload, readOnly }: FileRowProps) {
  const { t } = useTranslation('files')
  const { details } = useDetail()
  const files = useFiles()
  const me = useMe()
  const isHere = useIsHere(document, attachment.sha256)
  const online = useOnline()
  const nowMs = useNow()
  const [renaming, setRenaming] = useState(false)
  const state = fileState({ attachment, upload, isHere, online, userId: me.id, nowMs })
  const { name } = attachment
  return (
    <li
      data-file={name}
      data-file-state={state.kind}
      className="group/file grid grid-cols-[40px_minmax(0,1fr)_auto] items-center gap-x-2.5 rounded-md px-2 py-1.5 hover:bg-hover focus-within:bg-hover"
    >
      <Preview document={document} attachment={attachment} />
      <div className="min-w-0">
        <FileName
          attachment={attachment}
          document={document}
          state={state}
          renaming={renaming}
          onRename={(next) => {
            setRenaming(false)
            if (next !== null) details.renameAttachment(attachment.id, next)
          }}
        />
        <FileMeta attachment={attachment} state={state} />
        {state.kind === 'sending' ? (
          <Progress value={state.sent} max={attachment.bytes} label={t('sendingOf', { name })} className="mt-1" />
        ) : null}
      </div>
      <span className="flex items-center gap-1">
        {state.kind === 'failed' && state.problem !== 'lost' && upload ? (
          <Button size="sm" icon={<RotateCw aria-hidden />} onClick={() => files.retry(upload.key)}>
            {t('retry')}
          </Button>
        ) : null}
        <FileMenu
          attachment={attachment}
          document={document}
          state={state}
          isHere={isHere}
          readOnly={readOnly}
          onRename={() => setRenaming(true)}
        />
      </span>
    </li>
  )
}

interface FileMenuProps extends Pick<FileRowProps, 'attachment' | 'document' | 'readOnly'> {
  readonly state: FileState
  readonly isHere: boolean
  readonly onRename: () => void
}

function FileMenu({ attachment, document, state, isHere, readOnly, onRename }: FileMenuProps) {
  const { t } = useTranslation('files')
  const { details } = useDetail()
  const files = useFiles()
  const { name } = attachment
  const atServer = state.kind === 'ready' && state.from === 'server'
  const isSending =
    state.kind === 'sending' || state.kind === 'queued' || state.kind === 'kept' || state.kind === 'checking'
  if (!atServer && !isHere && readOnly) return null
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          label={t('actions', { name })}
          size="sm"
          quiet
          className="opacity-0 group-focus-within/file:opacity-100 group-hover/file:opacity-100 data-[state=open]:opacity-100 touch:opacity-100"
        >
          <Ellipsis />
        </IconButton>
      }
    >
      {atServer || isHere ? (
        <MenuItem
          icon={<Download />}
          onSelect={() =>
            atServer ? follow(fileHref(document, attachment, false), name) : saveLocal(files, document, attachment)
          }
        >
          {t('download')}
        </MenuItem>
      ) : null}
      {readOnly ? null : (
        <>
          <MenuItem icon={<Pencil />} onSelect={onRename}>
            {t('rename')}
          </MenuItem>
          <MenuItem icon={<Trash2 />} danger onSelect={() => void details.removeAttachment(attachment.id)}>
            {isSending ? t('cancel') : t('remove')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

/** The server says it is a download; the page stays. */
function follow(href: string, name: string): void {
  const link = window.document.createElement('a')
  link.href = href
  link.download = name
  link.click()
}
