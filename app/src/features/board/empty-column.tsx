import { fault } from '@mutirao/documents'
import { useStoreKey } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { useBoardContext } from './context.ts'

/** What stands in a stage without cards: nothing is there yet, or a filter hides what is. */
export function EmptyColumn({ stageId }: { readonly stageId: string }) {
  const { t } = useTranslation('board')
  const { store } = useBoardContext()
  const all = useStoreKey(store.base, `totals:${stageId}`, (board) => board.totals(stageId).count)
  const hidden = store.isFiltered && !fault('VIS-9') ? all : 0
  return (
    <p className="rounded-lg border border-dashed border-line px-3 py-5 text-center text-sm text-soft">
      {hidden === 0 ? t('empty.column') : t('empty.hidden', { count: hidden })}
    </p>
  )
}
