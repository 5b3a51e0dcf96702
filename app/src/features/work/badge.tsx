import { useEffect, useState } from 'react'
import { formatNumber, useTranslation } from '../../i18n/index.ts'
import { useMyWork } from './my-work.ts'
import { urgentCount } from './work.ts'

/** Reading all boards waits until the screen that was asked for stands. */
const settleMs = 3_000

/** How much of my work is late or due today, beside its name in the navigation. */
export function WorkBadge() {
  const [isReady, setReady] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), settleMs)
    return () => clearTimeout(timer)
  }, [])
  return isReady ? <Count /> : null
}

function Count() {
  const { t } = useTranslation('find')
  const count = urgentCount(useMyWork().work)
  if (count === 0) return null
  return (
    <span className="ml-auto text-sm text-soft tabular-nums" title={t('work.urgent', { count })}>
      <span aria-hidden>{formatNumber(count)}</span>
      <span className="sr-only">{t('work.urgent', { count })}</span>
    </span>
  )
}
