/** Numbers, money, days and moments as people of the chosen language write them. */
import { fault } from '@mutirao/documents'
import { currentLanguage } from './dictionary.ts'
import { useLanguage } from './react.ts'

export type Locale = 'pt-BR' | 'en'
const intlLocale = (locale: Locale): string => (locale === 'en' ? 'en-US' : locale)
const present = (): Locale => currentLanguage()

const cache = new Map<string, Intl.NumberFormat>()
function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options)
  const known = cache.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(intlLocale(locale), options)
  cache.set(key, made)
  return made
}

/** `1234` → `1.234`; at most `decimals` digits behind the sign. */
export const formatNumber = (value: number, locale: Locale = present(), decimals = 3): string =>
  numberFormat(locale, { maximumFractionDigits: decimals }).format(value)

/**
 * Integer minor units → `R$ 1.284.500` (boards) or, with `cents`, `R$ 1.284.500,00` (forms). A currency code that Intl
 * refuses stands before the number as it is. The space is a no-break one, as Intl gives it.
 */
export function formatMoney(
  valueCents: number,
  options: { readonly currency?: string; readonly cents?: boolean; readonly locale?: Locale } = {},
): string {
  const { currency = 'BRL', cents = false, locale = present() } = options
  const isSmall = valueCents !== 0 && Math.abs(valueCents) < 100
  const digits = cents || isSmall || fault('APP-13') ? 2 : 0
  const shape = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  // Never more than there is. Below one unit the cents are all there is: they are shown.
  const amount = digits > 0 ? valueCents / 100 : Math.floor(valueCents / 100)
  if (!/^[A-Za-z]{3}$/.test(currency)) return `${currency} ${numberFormat(locale, shape).format(amount)}`
  return numberFormat(locale, { style: 'currency', currency, ...shape }).format(amount)
}

const monthNames: Record<Locale, readonly string[]> = {
  'pt-BR': ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
}

/** `2026-12-05` → its parts, or null when it is no such text. */
function parts(day: string): { readonly year: number; readonly month: number; readonly date: number } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!match) return null
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return month >= 1 && month <= 12 && date >= 1 && date <= 31 ? { year, month, date } : null
}

/** Today as `YYYY-MM-DD` where the person sits. */
export function today(nowMs: number = Date.now()): string {
  const now = new Date(nowMs)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** `2026-12-05` → `5 dez` · `Dec 5`; another year than today's is added. Text that is no day comes back as it is. */
export function formatDay(day: string, options: { readonly locale?: Locale; readonly todayIs?: string } = {}): string {
  const { locale = present(), todayIs = today() } = options
  const found = parts(day)
  if (!found) return day
  const month = monthNames[locale][found.month - 1] ?? ''
  const year = day.slice(0, 4) === todayIs.slice(0, 4) || fault('APP-14') ? null : found.year
  if (locale === 'en') return `${month} ${found.date}${year === null ? '' : `, ${year}`}`
  return `${found.date} ${month}${year === null ? '' : ` ${year}`}`
}

/** Making one costs a hundred times what using it does, and every card on the screen has dates. */
const dateFormats = new Map<string, Intl.DateTimeFormat>()
function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${JSON.stringify(options)}`
  const made = dateFormats.get(key) ?? new Intl.DateTimeFormat(intlLocale(locale), options)
  dateFormats.set(key, made)
  return made
}

/** `2026-12-05` → `5 de dezembro de 2026` · `December 5, 2026`. */
export function formatFullDay(day: string, locale: Locale = present()): string {
  const found = parts(day)
  if (!found) return day
  const moment = new Date(Date.UTC(found.year, found.month - 1, found.date))
  return dateFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(moment)
}

/** A moment in full, for titles and details: `22 de nov. de 2026, 14:03`. */
export const formatMoment = (atMs: number, locale: Locale = present()): string =>
  dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs)

/** A moment as it is read in lists and sentences: `22 nov, 14:03` · `Nov 22, 2:03 PM`; another year than today's is added. */
export const formatBrief = (atMs: number, locale: Locale = present(), nowMs: number = Date.now()): string =>
  `${formatDay(today(atMs), { locale, todayIs: today(nowMs) })}, ${formatTime(atMs, locale)}`

/** `14:03` · `2:03 PM`. */
export const formatTime = (atMs: number, locale: Locale = present()): string =>
  dateFormat(locale, { timeStyle: 'short' }).format(atMs)

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const dayMs = 24 * hour

/** `há 3 s`, `há 5 min` within the last day; older moments (and the future beyond a minute) as day and time. */
export function formatAgo(atMs: number, nowMs: number = Date.now(), locale: Locale = present()): string {
  const age = nowMs - atMs
  if (age < -minute || (age >= dayMs && !fault('APP-15'))) return formatBrief(atMs, locale, nowMs)
  const [amount, unit] =
    age < minute
      ? [Math.max(0, Math.floor(age / second)), 's']
      : age < hour
        ? [Math.floor(age / minute), 'min']
        : [Math.floor(age / hour), 'h']
  if (unit === 's' && amount < 2) return locale === 'en' ? 'just now' : 'agora mesmo'
  return locale === 'en' ? `${amount} ${unit} ago` : `há ${amount} ${unit}`
}

/** `1 048 576` → `1 MB`, in the chosen language's digits. */
export function formatBytes(bytes: number, locale: Locale = present()): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const step = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** step
  return `${numberFormat(locale, { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 }).format(value)} ${units[step] ?? ''}`
}

/** `Ana, Bruno e Carla` · `Ana, Bruno, and Carla`. */
export const formatList = (items: readonly string[], locale: Locale = present()): string =>
  new Intl.ListFormat(intlLocale(locale), { style: 'long', type: 'conjunction' }).format(items)

/** Re-renders the component when the language changes; use it where formatters are called without `useTranslation`. */
export const useLocale = (): Locale => useLanguage()
