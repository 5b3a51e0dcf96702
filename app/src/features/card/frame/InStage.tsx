/** How long the card has been in its stage, and the way to where it was before. */
import { daysInStage, stuckFromDays } from '@mutirao/documents'
import { clsx } from 'clsx'
import { useTranslation } from '../../../i18n/index.ts'
import { useEachDay } from '../../../view/today.ts'
import { useCardContext } from '../context.ts'

export function InStage({ isOpen }: { readonly isOpen: boolean }) {
  const { t } = useTranslation('card')
  const { card, showHistory } = useCardContext()
  const count = useEachDay((nowMs) => daysInStage(card, nowMs))
  if (count === null) return null
  const words = count === 0 ? t('inStage.today') : t('inStage.days', { count })
  const isStuck = isOpen && count >= stuckFromDays
  const look = clsx('justify-self-start text-sm', isStuck ? 'text-amber' : 'text-soft')
  if (showHistory === null) return <p className={look}>{words}</p>
  return (
    <button
      type="button"
      title={t('inStage.history')}
      aria-label={`${words}, ${t('inStage.history')}`}
      onClick={() => showHistory('pos')}
      className={clsx(look, '-mx-1 rounded-sm px-1 hover:bg-hover touch:min-h-8')}
    >
      {words}
    </button>
  )
}
