/** How far the card's list is, where one sees it without scrolling. */
import type { ChecklistItem } from '@mutirao/documents'
import { clsx } from 'clsx'
import { ListChecks } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'

export function ListProgress({ items }: { readonly items: readonly ChecklistItem[] }) {
  const { t } = useTranslation('card')
  if (items.length === 0) return null
  const total = items.length
  const done = items.filter((item) => item.done).length
  return (
    <span
      data-list-progress={`${done}/${total}`}
      title={t('checklist.inHead', { done, total })}
      className={clsx(
        'flex shrink-0 items-center gap-1 rounded-full px-1.5 text-sm tabular-nums [&>svg]:size-3.5',
        done === total ? 'bg-green-weak text-green' : 'text-soft',
      )}
    >
      <ListChecks aria-hidden />
      <span className="sr-only">{t('checklist.inHead', { done, total })}</span>
      <span aria-hidden>
        {done}/{total}
      </span>
    </span>
  )
}
