import { formatNumber } from '../../i18n/index.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

type Days = (key: 'days', options: { readonly count: number }) => string

/** How long something lasted, in its largest unit: `3 min`, `5 h`, `12 dias`. */
export function spanText(ms: number, t: Days): string {
  if (ms < hourMs) return `${formatNumber(Math.max(0, Math.floor(ms / minuteMs)))} min`
  if (ms < dayMs) return `${formatNumber(Math.floor(ms / hourMs))} h`
  return t('days', { count: Math.floor(ms / dayMs) })
}
