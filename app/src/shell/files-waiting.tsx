/** Files that are not at the server yet, as the status tells them: edits may be saved while files still wait. */
import { CloudUpload } from 'lucide-react'
import type { ReactNode } from 'react'
import { fault } from '@mutirao/documents'
import { useUploads, type Engine, type SyncStatus, type Upload } from '../engine/index.ts'
import { formatBytes, useTranslation } from '../i18n/index.ts'
import { Progress, type PillTone } from '../ui/index.ts'

/** A removed attachment waits for nothing. */
const waits = (upload: Upload): boolean => upload.state !== 'paused' && !fault('UPL-11')

export const useFilesWaiting = (): readonly Upload[] => useUploads().filter(waits)

export const filesWaitingIn = (engine: Pick<Engine, 'files'>): number => engine.files.uploads().filter(waits).length

export interface PillFace {
  readonly state: SyncStatus['state']
  readonly tone: PillTone
  readonly icon: ReactNode
  readonly long: string
  readonly short: string
}

/** The pill as it is without files, made true with them: "saved" becomes "sending 2 files", the rest says it beside. */
export function useFaceWithFiles(face: PillFace): PillFace {
  const { t } = useTranslation('shell')
  const count = useFilesWaiting().length
  if (count === 0) return face
  if (face.state === 'saved') {
    const said = t('files.sending', { count })
    return { state: 'saving', tone: 'blue', icon: <CloudUpload aria-hidden />, long: said, short: said }
  }
  return { ...face, long: `${face.long} · ${t('files.waiting', { count })}` }
}

/** For the panel behind the pill: which files, and how far they are. */
export function FilesWaiting({ title }: { readonly title: (children: ReactNode) => ReactNode }) {
  const { t } = useTranslation('files')
  const waiting = useFilesWaiting()
  if (waiting.length === 0) return null
  return title(
    <>
      <p className="mb-1 text-muted">{t('status.explain')}</p>
      <ul className="grid max-h-48 gap-1.5 overflow-y-auto">
        {waiting.map((upload) => (
          <li key={upload.key} className="grid gap-0.5">
            <span className="flex items-baseline gap-3">
              <span className="min-w-0 flex-1 truncate">{upload.name}</span>
              <span className="whitespace-nowrap text-soft">{formatBytes(upload.bytes)}</span>
            </span>
            {upload.problem === null ? (
              <Progress value={upload.sent} max={upload.bytes} label={t('sendingOf', { name: upload.name })} />
            ) : (
              <span className="text-sm text-red">{t(`problem.${upload.problem}`)}</span>
            )}
          </li>
        ))}
      </ul>
    </>,
  )
}
