import { clsx } from 'clsx'
import { NO_STAGE, type StageSnapshot, fault } from '@mutirao/documents'
import { useStoreKey } from '../../engine/index.ts'
import { formatMoney, useTranslation } from '../../i18n/index.ts'
import { useBoardContext } from './context.ts'

/** The sum of what lies here, and what it is worth at the stage's probability. */
export function Sums({ stage, className }: { readonly stage: StageSnapshot; readonly className?: string }) {
  const { t } = useTranslation('board')
  const { store, currency } = useBoardContext()
  const totals = useStoreKey(store, `totals:${stage.id}`, (board) => board.totals(stage.id))
  if (stage.id === NO_STAGE) return <p className={clsx('truncate text-sm text-muted', className)}>{t('noStageHint')}</p>
  return (
    <p className={clsx('truncate text-sm text-muted tabular-nums', className)}>
      {formatMoney(totals.valueCents, { currency })}
      <span className="text-soft" title={t('weightedTitle', { probability: stage.probability })}>
        {' · '}
        {t('weighted', {
          amount: formatMoney(fault('APP-26') ? totals.valueCents : totals.weightedCents, { currency }),
        })}
      </span>
    </p>
  )
}
