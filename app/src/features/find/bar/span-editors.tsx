import { EMPTY, whenNames, type Condition } from '@mutirao/documents'
import { useState } from 'react'
import { formatMoney, currentLanguage, useTranslation } from '../../../i18n/index.ts'
import { parseMoney } from '../../../parse/money.ts'
import { Chip, Field, Input } from '../../../ui/index.ts'
import { DayField } from '../../../view/fields/DayField.tsx'
import type { EditorProps } from './choice-editor.tsx'

const isEmptyCondition = (condition: Condition | null, not: boolean): boolean =>
  condition?.kind === 'among' && condition.not === not && condition.values[0] === EMPTY
const emptiness = (not: boolean): Condition => ({ kind: 'among', values: [EMPTY], not })

/** Empty or filled in: what any field can be asked. */
function Emptiness({ condition, onChange }: Pick<EditorProps, 'condition' | 'onChange'>) {
  const { t } = useTranslation('find')
  return (
    <div className="flex flex-wrap gap-1.5">
      {[false, true].map((not) => {
        const selected = isEmptyCondition(condition, not)
        return (
          <Chip
            key={String(not)}
            selected={selected}
            aria-pressed={selected}
            onClick={() => onChange(selected ? null : emptiness(not))}
          >
            {not ? t('filled') : t('empty')}
          </Chip>
        )
      })}
    </div>
  )
}

/** Today, this week…, or from one day to another. */
export function DateEditor({ condition, onChange }: EditorProps) {
  const { t } = useTranslation('find')
  const span = condition?.kind === 'days' ? condition : { from: null, to: null }
  const setSpan = (from: string | null, to: string | null) =>
    onChange(from === null && to === null ? null : { kind: 'days', from, to })
  return (
    <div className="grid gap-2.5">
      <div className="flex flex-wrap gap-1.5">
        {whenNames.map((when) => {
          const selected = condition?.kind === 'when' && condition.when === when
          return (
            <Chip
              key={when}
              selected={selected}
              aria-pressed={selected}
              onClick={() => onChange(selected ? null : { kind: 'when', when })}
            >
              {t(`when.${when}`)}
            </Chip>
          )
        })}
      </div>
      <div className="grid grid-cols-2 gap-2">
        <DayField label={t('from')} day={span.from} onChange={(from) => setSpan(from, span.to)} />
        <DayField label={t('to')} day={span.to} onChange={(to) => setSpan(span.from, to)} />
      </div>
      <Emptiness condition={condition} onChange={onChange} />
    </div>
  )
}

/** From one amount to another. Money is written as people write it. */
export function RangeEditor({ finding, field, condition, onChange }: EditorProps) {
  const { t } = useTranslation('find')
  const isMoney = finding.kind(field) === 'money'
  const range = condition?.kind === 'range' ? condition : { min: null, max: null }
  const set = (min: number | null, max: number | null) =>
    onChange(min === null && max === null ? null : { kind: 'range', min, max })
  return (
    <div className="grid gap-2.5">
      <div className="grid grid-cols-2 gap-2">
        <AmountField label={t('from')} isMoney={isMoney} value={range.min} onChange={(min) => set(min, range.max)} />
        <AmountField label={t('to')} isMoney={isMoney} value={range.max} onChange={(max) => set(range.min, max)} />
      </div>
      <Emptiness condition={condition} onChange={onChange} />
    </div>
  )
}

interface AmountFieldProps {
  readonly label: string
  readonly isMoney: boolean
  readonly value: number | null
  readonly onChange: (value: number | null) => void
}

/** undefined: not a number. */
function readAmount(text: string, isMoney: boolean): number | null | undefined {
  if (text.trim() === '') return null
  const style = currentLanguage() === 'en' ? 'dot' : 'comma'
  const read = parseMoney(text, style)
  if (!read.ok) return undefined
  return isMoney ? read.cents : read.cents / 100
}

function AmountField({ label, isMoney, value, onChange }: AmountFieldProps) {
  const { t } = useTranslation('find')
  const written = value === null ? '' : isMoney ? formatMoney(value, { cents: value % 100 !== 0 }) : String(value)
  const [draft, setDraft] = useState<string | null>(null)
  const isWrong = draft !== null && readAmount(draft, isMoney) === undefined
  return (
    <Field label={label} {...(isWrong ? { error: t('badMoney') } : {})}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          value={draft ?? written}
          onChange={(event) => {
            setDraft(event.target.value)
            const read = readAmount(event.target.value, isMoney)
            if (read !== undefined) onChange(read)
          }}
          onBlur={() => (isWrong ? undefined : setDraft(null))}
        />
      )}
    </Field>
  )
}

/** Part of a text, or empty. */
export function ContainsEditor({ condition, onChange }: Pick<EditorProps, 'condition' | 'onChange'>) {
  const { t } = useTranslation('find')
  const [draft, setDraft] = useState(condition?.kind === 'contains' ? condition.text : '')
  return (
    <div className="grid gap-2.5">
      <Field label={t('contains')}>
        {(control) => (
          <Input
            {...control}
            value={draft}
            onChange={(event) => {
              const text = event.target.value
              setDraft(text)
              onChange(text.trim() === '' ? null : { kind: 'contains', text, not: false })
            }}
          />
        )}
      </Field>
      <Emptiness condition={condition} onChange={onChange} />
    </div>
  )
}
