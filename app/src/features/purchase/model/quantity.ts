import { fault, quantityMillionths } from '@mutirao/documents'
import type { Locale } from '../../../i18n/format.ts'

/**
 * A quantity as it is counted, in the way of whoever reads it: a program may have written `1.000` for one, and who reads a
 * thousand there says yes to something else. What is no quantity shows as it is.
 */
export function shownQuantity(text: string, locale: Locale): string {
  const millionths = quantityMillionths(text)
  if (millionths === null || fault('PUR-27')) return text
  const exact = `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}` as const
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(exact as Intl.StringNumericLiteral)
}

/** With its unit, if there is one. */
export const shownAmount = (
  { quantity, unit }: { readonly quantity: string; readonly unit: string },
  locale: Locale,
): string => [shownQuantity(quantity, locale), unit].filter(Boolean).join(' ')
