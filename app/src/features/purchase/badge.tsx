import { useApprovals } from '../../engine/purchase/index.ts'
import { formatNumber, useTranslation } from '../../i18n/index.ts'

/** How many requests wait for my word, beside the place's name in the navigation. */
export default function ApprovalsBadge() {
  const { t } = useTranslation('purchase')
  const count = useApprovals().queue.filter(({ said }) => said === null).length
  if (count === 0) return null
  return (
    <span
      data-approvals={count}
      className="ml-auto rounded-full bg-brand px-1.5 text-xs font-semibold text-on-brand tabular-nums"
    >
      <span aria-hidden>{formatNumber(count)}</span>
      <span className="sr-only">{t('approvals.badge', { count })}</span>
    </span>
  )
}
