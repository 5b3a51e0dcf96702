import { Hourglass } from 'lucide-react'
import { stuckDays, type CardSnapshot } from '@mutirao/documents'
import { formatMoment, useTranslation } from '../../i18n/index.ts'
import { useEachDay } from '../../view/today.ts'

/** How long a card has lain where it lies, once that is long. From the document alone: true offline too. */
export function Stuck({ card }: { readonly card: CardSnapshot }) {
  const { t } = useTranslation('board')
  const count = useEachDay((nowMs) => stuckDays(card, nowMs))
  if (count === null) return null
  return (
    <span
      data-stuck={count}
      title={t('stuckSince', { date: formatMoment(card.stageSince ?? 0) })}
      className="flex items-center gap-1 text-sm text-soft"
    >
      <Hourglass aria-hidden className="size-3 flex-none" />
      {t('stuck', { count })}
    </span>
  )
}
