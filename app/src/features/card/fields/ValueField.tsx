/** Money in cents, read as an amount with its currency and typed in the notation of the language. */
import { formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { parseValue, type FieldProblem, type Parsed } from '../../../parse/typed.ts'
import type { NumberStyle } from '../../../parse/money.ts'
import { useCardContext } from '../context.ts'
import { TextField } from '../../../view/fields/TextField.tsx'

export function ValueField() {
  const { t } = useTranslation('card')
  const { card, edits } = useCardContext()
  return (
    <MoneyInput
      field="value"
      label={t('field.value')}
      cents={card.valueCents}
      parse={parseValue}
      onWrite={(value) => void edits.setField(card.id, 'value', value)}
      className="font-medium"
    />
  )
}

export interface MoneyInputProps {
  readonly field: string
  readonly label: string
  readonly cents: number | null
  readonly parse: (text: string, style: NumberStyle) => Parsed<number, FieldProblem>
  readonly onWrite: (cents: number | null) => void
  readonly className?: string
}

export function MoneyInput({ field, label, cents, parse, onWrite, className = '' }: MoneyInputProps) {
  const { t } = useTranslation('card')
  const { currency } = useCardContext()
  const locale = useLocale()
  const style = locale === 'en' ? 'dot' : 'comma'
  const edited = new Intl.NumberFormat(locale === 'en' ? 'en-US' : 'pt-BR', { minimumFractionDigits: 2 })
  return (
    <TextField
      field={field}
      label={label}
      stored={cents === null ? '' : edited.format(cents / 100)}
      display={cents === null ? '' : formatMoney(cents, { currency, cents: true })}
      placeholder={t('hint.value')}
      inputMode="decimal"
      parse={(text) => parse(text, style)}
      onWrite={onWrite}
      className={className}
    />
  )
}
