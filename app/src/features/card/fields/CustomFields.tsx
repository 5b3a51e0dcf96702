/** The fields the team has added to its board. Archived ones keep their values and are not shown. */
import { fault, customValueOf, optionOf, type CustomValue, type FieldSnapshot } from '@mutirao/documents'
import { useStoreKey } from '../../../engine/index.ts'
import { formatNumber, useLocale, useTranslation } from '../../../i18n/index.ts'
import { parseAmount, parseNumber, parseText } from '../../../parse/typed.ts'
import { Dot, Select, type SelectOption } from '../../../ui/index.ts'
import { useCardContext } from '../context.ts'
import { DayInput } from '../../../view/fields/DayInput.tsx'
import { inlineSelect } from '../../../view/fields/inline.ts'
import { PersonInput } from './OwnerField.tsx'
import { Row } from '../../../view/fields/Row.tsx'
import { TextField } from '../../../view/fields/TextField.tsx'
import { MoneyInput } from './ValueField.tsx'

export function CustomFields() {
  const { store } = useCardContext()
  const fields = useStoreKey(store, 'fields', (board) => board.fields())
  return fields.map((field) => <CustomField key={field.id} field={field} />)
}

function CustomField({ field }: { readonly field: FieldSnapshot }) {
  const { card, fieldEdits } = useCardContext()
  const { t } = useTranslation(['card', 'fields'])
  const value = customValueOf(card, field)
  const text = typeof value === 'string' ? value : null
  const common = { field: `field:${field.id}`, label: field.name === '' ? t('fields:unnamed') : field.name }
  const write = (next: CustomValue | null) =>
    void fieldEdits.setCustom(card.id, field.id, fault('FLD-12') ? null : next)
  switch (field.type) {
    case 'text':
      return (
        <TextField {...common} stored={text ?? ''} placeholder={t('fields:empty')} parse={parseText} onWrite={write} />
      )
    case 'number':
      return <NumberInput {...common} value={typeof value === 'number' ? value : null} onWrite={write} />
    case 'money':
      return (
        <MoneyInput {...common} cents={typeof value === 'number' ? value : null} parse={parseAmount} onWrite={write} />
      )
    case 'date':
      return <DayInput {...common} day={text} placeholder={t('hint.closeOn')} onWrite={write} />
    case 'person':
      return <PersonInput {...common} userId={text} onWrite={write} />
    case 'choice':
      return <ChoiceInput {...common} of={field} value={text} onWrite={write} />
  }
}

interface InputProps<Value> {
  readonly field: string
  readonly label: string
  readonly value: Value | null
  readonly onWrite: (value: Value | null) => void
}

function NumberInput({ value, onWrite, ...common }: InputProps<number>) {
  const { t } = useTranslation('fields')
  const locale = useLocale()
  return (
    <TextField
      {...common}
      stored={value === null ? '' : formatNumber(value, locale, 10)}
      placeholder={t('empty')}
      inputMode="decimal"
      parse={(text) => parseNumber(text, locale === 'en' ? 'dot' : 'comma')}
      onWrite={onWrite}
    />
  )
}

function ChoiceInput({ of, value, onWrite, field, label }: InputProps<string> & { readonly of: FieldSnapshot }) {
  const { t } = useTranslation(['fields', 'common'])
  const { readOnly } = useCardContext()
  const options: SelectOption[] = of.options.map(({ id, name, color }) => ({
    value: id,
    label: name,
    icon: <Dot color={color} />,
  }))
  // A removed option: what the card says stays readable until somebody chooses another one.
  if (value !== null && optionOf(of, value) === null)
    options.push({ value, label: t('common:goneOption'), icon: <Dot color="" />, disabled: true })
  const none = { value: '', label: t('none'), icon: <Dot color="" /> }
  return (
    <Row field={field} label={label}>
      {(control) => (
        <Select
          {...control}
          value={value ?? ''}
          options={[none, ...options]}
          onChange={(next) => onWrite(next === '' ? null : next)}
          disabled={readOnly}
          className={inlineSelect}
        />
      )}
    </Row>
  )
}
