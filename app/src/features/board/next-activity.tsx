import { clsx } from 'clsx'
import { CalendarClock } from 'lucide-react'
import type { CardSnapshot } from '@mutirao/documents'
import { formatDay, formatFullDay, today, useTranslation } from '../../i18n/index.ts'
import { activityTone } from './activity-tone.ts'
import { useCardContext } from './context.ts'

/** What comes next with this deal and when; red when its day has passed, amber today. Compact cards say only the latter two. */
export function NextActivity({ card }: { readonly card: CardSnapshot }) {
  const { t } = useTranslation('board')
  const { density } = useCardContext()
  const { nextActivity, nextActivityOn } = card
  if (nextActivity === '' && nextActivityOn === null) return null
  const tone = activityTone(nextActivityOn, today())
  if (density === 'compact' && tone === 'later') return null
  return (
    <span
      data-activity={tone}
      title={nextActivityOn === null ? undefined : t('nextOn', { date: formatFullDay(nextActivityOn) })}
      className={clsx(
        'flex min-w-0 items-center gap-1 text-sm',
        tone === 'late' ? 'text-red' : tone === 'today' ? 'text-amber' : 'text-muted',
      )}
    >
      <CalendarClock aria-hidden className="size-3 flex-none" />
      {tone === 'late' ? <span className="sr-only">{t('nextLate')}: </span> : null}
      <span className="truncate">{nextActivity}</span>
      {nextActivityOn === null ? null : (
        <time dateTime={nextActivityOn} className="flex-none whitespace-nowrap">
          {nextActivity === '' ? '' : '· '}
          {tone === 'today' ? t('nextToday') : formatDay(nextActivityOn)}
        </time>
      )}
    </span>
  )
}
