import { fault, customValueOf, faceFieldsOf, optionOf, type CardSnapshot, type FieldSnapshot } from '@mutirao/documents'
import { usePerson, useStoreKey } from '../../engine/index.ts'
import { formatDay, formatMoney, formatNumber, useLocale, useTranslation } from '../../i18n/index.ts'
import { Dot } from '../../ui/index.ts'
import { useCardContext } from './context.ts'

/** The two custom fields the team wants to see on every card; an empty one takes no room. */
export function FaceFields({ card }: { readonly card: CardSnapshot }) {
  const { store } = useCardContext()
  const fields = useStoreKey(store, 'fields', (board) => board.fields())
  const shown = faceFieldsOf(fields).filter((field) => customValueOf(card, field) !== null || fault('FLD-13'))
  if (shown.length === 0) return null
  return (
    <span className="flex flex-wrap gap-x-2.5 gap-y-0.5 text-sm text-muted">
      {shown.map((field) => (
        <FaceField key={field.id} card={card} field={field} />
      ))}
    </span>
  )
}

function FaceField({ card, field }: { readonly card: CardSnapshot; readonly field: FieldSnapshot }) {
  const text = useFaceText(card, field)
  const option = field.type === 'choice' ? optionOf(field, customValueOf(card, field)) : null
  return (
    <span title={`${field.name}: ${text}`} className="inline-flex max-w-full min-w-0 items-center gap-1">
      {option === null ? null : <Dot color={option.color} />}
      <span className="sr-only">{field.name}: </span>
      <span className="truncate tabular-nums">{text}</span>
    </span>
  )
}

function useFaceText(card: CardSnapshot, field: FieldSnapshot): string {
  const { currency } = useCardContext()
  const { t } = useTranslation('common')
  const locale = useLocale()
  const value = customValueOf(card, field)
  const person = usePerson(field.type === 'person' && typeof value === 'string' ? value : null)
  if (typeof value === 'number')
    return field.type === 'money' ? formatMoney(value, { currency, locale }) : formatNumber(value, locale, 10)
  switch (field.type) {
    case 'date':
      return formatDay(value ?? '', { locale })
    case 'choice':
      return optionOf(field, value)?.name ?? t('goneOption')
    case 'person':
      return person?.name ?? t('unknownPerson')
    default:
      return value ?? ''
  }
}
