/** The export dialog over an open board; opens nothing before the board is there. */
import type { BoardStore } from '@mutirao/documents'
import { useState } from 'react'
import { useBoard, usePeople } from '../../engine/index.ts'
import { formatNumber, today, useTranslation, words } from '../../i18n/index.ts'
import { useCounts, useRows, useVisibleBoard } from '../../view/index.ts'
import type { ExportSource } from '../../tables/write/source.ts'
import { ExportDialog } from './ExportDialog.tsx'
import { boardRows } from './plan/board-rows.ts'
import { fieldTypeOf, standardColumns, standardType, type ExportColumn } from './plan/columns.ts'

export interface ExportProps {
  readonly boardId: string
  readonly onClose: () => void
}

export default function Export({ boardId, onClose }: ExportProps) {
  const { store } = useBoard(boardId)
  return store ? <OfBoard key={boardId} store={store} onClose={onClose} /> : null
}

function OfBoard({ store, onClose }: { readonly store: BoardStore; readonly onClose: () => void }) {
  const { t } = useTranslation('exporting')
  const board = useVisibleBoard(store)
  const rows = useRows(board)
  const counts = useCounts(board)
  const { members } = usePeople()
  // The columns as they stood when the dialog opened; the cards are those of the moment it starts.
  const [columns] = useState((): readonly ExportColumn[] => [
    ...standardColumns.map((id): ExportColumn => ({ id, header: t(`column.${id}`), type: standardType(id) })),
    ...store
      .fields()
      .map((field): ExportColumn => ({ id: `field:${field.id}`, header: field.name, type: fieldTypeOf(field) })),
  ])
  const source: ExportSource = {
    title: store.meta().title,
    currency: store.meta().currency,
    columns,
    counts: { view: rows.length, all: counts.all },
    read(scope, chosen) {
      const ids = scope === 'view' ? rows : store.stages().flatMap((stage) => store.column(stage.id))
      const person = (userId: string) => members.get(userId)?.name ?? words.t('common:unknownPerson')
      const spelled = { person, dayOf: today, noStage: words.t('exporting:noStage') }
      const wanted = columns.filter(({ id }) => chosen.some((column) => column.id === id))
      return { total: ids.length, rows: boardRows(store, ids, wanted, spelled) }
    },
    say: {
      title: t('title'),
      all: (formatted) => t('all', { formatted }),
      start: (count) => t('start', { count, formatted: formatNumber(count) }),
      done: (count, name) => words.t('exporting:done', { count, formatted: formatNumber(count), name }),
    },
  }
  return <ExportDialog source={source} onClose={onClose} />
}
