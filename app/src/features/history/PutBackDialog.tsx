/** Asks why a field, an entry or everything shall be as it was before some change (or as it was after it), and does it. */
import { readDocumentAt, type DocumentAt } from '../../engine/index.ts'
import { formatBrief, useTranslation } from '../../i18n/index.ts'
import { useEffect, useState } from 'react'
import { Skeleton } from '../../ui/index.ts'
import { goingBack, type RowAt } from './at/rows-at.ts'
import type { FeedItem } from './feed.ts'
import type { PutBack } from './GroupRow.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import { restoreAndTell } from './telling.ts'

export interface PutBackDialogProps {
  readonly item: FeedItem
  readonly wish: PutBack
  /** The card or request in its list; null when the document is its own. */
  readonly entry: string | null
  readonly fieldLabel: (field: string) => string
  /** What the entries inside are called. */
  readonly entryName?: (id: string) => string | null
  /** The fields that would stand otherwise, when the entry is one whose fields have names here. */
  readonly rowsAt?: ((then: DocumentAt) => readonly RowAt[] | null) | undefined
  /** What else somebody should know before. */
  readonly beware?: string | null
  readonly onClose: () => void
  readonly onDone: () => void
}

export function PutBackDialog(props: PutBackDialogProps) {
  const { item, wish, entry, fieldLabel, entryName, rowsAt, beware, onClose, onDone } = props
  const { t } = useTranslation('history')
  const { group, source } = item
  const [seq, atMs] = wish.to === 'before' ? [group.fromSeq - 1, group.fromMs] : [group.toSeq, group.toMs]
  const { field } = wish
  const within = wish.entry ?? entry
  const target = {
    name: source.name,
    entries: within === null ? [] : [within],
    seq,
    ...(field === null ? {} : { field }),
  }
  const title = () => {
    if (field === 'notes') return t('putBackNotes')
    if (field !== null) return t('putBackField', { field: fieldLabel(field) })
    if (wish.entry !== undefined) return t('putBackField', { field: entryName?.(wish.entry) ?? wish.entry })
    const way = wish.to === 'before' ? 'putBackWhole' : 'keepWhole'
    return t(`${way}.${source.kind === 'requests' || source.kind === 'request' ? source.kind : 'board'}`)
  }
  return (
    <RestoreDialog
      open
      onClose={onClose}
      title={title()}
      description={[t('putBackText'), beware ?? ''].join(' ').trim()}
      preview={
        rowsAt && source.kind === 'board' ? (
          <GoesBack name={source.name} seq={seq} field={field} rowsAt={rowsAt} />
        ) : null
      }
      labels={{ reason: t('why'), confirm: t('putBackNow') }}
      onRestore={(why) => restoreAndTell({ ...target, ...why }, formatBrief(atMs)).finally(onDone)}
    />
  )
}

interface GoesBackProps {
  readonly name: string
  readonly seq: number
  readonly field: string | null
  /** Null: it was not there. */
  readonly rowsAt: (then: DocumentAt) => readonly RowAt[] | null
}

/** From what to what: asked of the server, because others may have written since. What cannot be asked is not shown. */
function GoesBack({ name, seq, field, rowsAt }: GoesBackProps) {
  const { t } = useTranslation('history')
  const [then, setThen] = useState<DocumentAt | 'unknown' | null>(null)
  useEffect(() => {
    let gone = false
    readDocumentAt(name, { seq }).then(
      (at) => (gone ? undefined : setThen(at)),
      () => (gone ? undefined : setThen('unknown')),
    )
    return () => {
      gone = true
    }
  }, [name, seq])
  if (then === 'unknown') return null
  if (then === null) return <Skeleton className="mb-3 h-9" />
  const all = rowsAt(then)
  if (all === null) return null
  const rows = goingBack(all, field)
  return (
    <ul
      aria-label={t('goesBack')}
      className="mb-3 grid max-h-40 gap-1 overflow-y-auto rounded-md bg-sunken px-2.5 py-2"
    >
      {rows.length === 0 ? <li className="text-muted">{t('nothing')}</li> : null}
      {rows.map(({ key, label, was, now }) => (
        <li key={key} className="[overflow-wrap:anywhere]">
          <span className="text-muted">{label}:</span> <bdi>{now}</bdi> → <bdi className="font-medium">{was}</bdi>
        </li>
      ))}
    </ul>
  )
}
