/** Money in cents, read as an amount with its currency and typed in the notation of the language. */
import { formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { useCardContext } from '../context.ts'
import { parseValue } from '../model/parse.ts'
import { TextField } from './TextField.tsx'

export function ValueField() {
  const { t } = useTranslation('card')
  const { card, currency, edits } = useCardContext()
  const locale = useLocale()
  const cents = card.valueCents
  const style = locale === 'en' ? 'dot' : 'comma'
  const edited = new Intl.NumberFormat(locale === 'en' ? 'en-US' : 'pt-BR', { minimumFractionDigits: 2 })
  return (
    <TextField
      field="value"
      label={t('field.value')}
      stored={cents === null ? '' : edited.format(cents / 100)}
      display={cents === null ? '' : formatMoney(cents, { currency, cents: true })}
      placeholder={t('hint.value')}
      inputMode="decimal"
      parse={(text) => parseValue(text, style)}
      onWrite={(value) => void edits.setField(card.id, 'value', value)}
      className="font-medium"
    />
  )
}
