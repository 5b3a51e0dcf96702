/** Asks why a field, an entry or everything shall be as it was before some change (or as it was after it), and does it. */
import { formatBrief, useTranslation } from '../../i18n/index.ts'
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
  /** What else somebody should know before. */
  readonly beware?: string | null
  readonly onClose: () => void
  readonly onDone: () => void
}

export function PutBackDialog(props: PutBackDialogProps) {
  const { item, wish, entry, fieldLabel, entryName, beware, onClose, onDone } = props
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
      labels={{ reason: t('why'), confirm: t('putBackNow') }}
      onRestore={(why) => restoreAndTell({ ...target, ...why }, formatBrief(atMs)).finally(onDone)}
    />
  )
}
