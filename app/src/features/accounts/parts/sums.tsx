import { formatMoney, useLocale } from '../../../i18n/index.ts'
import type { Sums } from '../model/rows.ts'

/** `R$ 12.300`, one amount per currency; nothing for nothing. */
export function Money({ sums, className }: { readonly sums: Sums; readonly className?: string }) {
  useLocale()
  const amounts = [...sums].filter(([, cents]) => cents !== 0)
  if (amounts.length === 0) return <span className={className} />
  return (
    <span className={className}>
      {amounts.map(([currency, cents]) => formatMoney(cents, { currency })).join(' · ')}
    </span>
  )
}
