/** The fields of one rule of the policy, for those who may change it. */
import { fault, type PolicyRule } from '@mutirao/documents'
import { useState } from 'react'
import { usePeople } from '../../../engine/index.ts'
import { formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { parseValue } from '../../../parse/typed.ts'
import { Field, Input, Select } from '../../../ui/index.ts'
import { useNameOf } from '../parts.tsx'
import { PeopleField } from './PeopleField.tsx'

const listOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,;]/u)
      .map((one) => one.trim())
      .filter(Boolean),
  ),
]

interface RuleFieldsProps {
  readonly rule: PolicyRule
  readonly onChange: (rule: PolicyRule) => void
}

export function RuleFields({ rule, onChange }: RuleFieldsProps) {
  const { t } = useTranslation('purchase')
  const { members } = usePeople()
  const nameOf = useNameOf()
  const people = [...members.values()].filter(({ active }) => active)
  const groups = [...new Set(people.flatMap((person) => person.groups))].toSorted()
  return (
    <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
      <MoneyField
        label={t('policy.fromLabel')}
        cents={rule.fromCents}
        onWrite={(fromCents) => onChange({ ...rule, fromCents })}
      />
      <Field label={t('policy.modeLabel')}>
        {(control) => (
          <Select
            {...control}
            value={rule.mode}
            onChange={(mode) => onChange({ ...rule, mode: mode === 'all' ? 'all' : 'any' })}
            options={(['any', 'all'] as const).map((value) => ({ value, label: t(`policy.mode.${value}`) }))}
          />
        )}
      </Field>
      <div className="col-span-full">
        <PeopleField
          label={t('policy.people')}
          people={people}
          chosen={rule.people}
          nameOf={nameOf}
          onChange={(chosen) => onChange({ ...rule, people: chosen })}
        />
      </div>
      <Field label={t('policy.groupLabel')} className="content-start">
        {(control) => (
          <Select
            {...control}
            value={rule.group}
            onChange={(group) => onChange({ ...rule, group })}
            options={[{ value: '', label: t('policy.noGroup') }, ...groups.map((value) => ({ value, label: value }))]}
          />
        )}
      </Field>
      <Field label={t('policy.costCentres')} hint={t('policy.listHint')}>
        {(control) => (
          <Input
            {...control}
            defaultValue={rule.costCentres.join(', ')}
            onBlur={(event) => onChange({ ...rule, costCentres: listOf(event.target.value) })}
          />
        )}
      </Field>
      <Field label={t('policy.categories')} hint={t('policy.listHint')}>
        {(control) => (
          <Input
            {...control}
            defaultValue={rule.categories.join(', ')}
            onBlur={(event) => onChange({ ...rule, categories: listOf(event.target.value) })}
          />
        )}
      </Field>
      <Escalation rule={rule} people={people} onChange={onChange} />
    </div>
  )
}

function Escalation({
  rule,
  people,
  onChange,
}: {
  readonly rule: PolicyRule
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly onChange: (rule: PolicyRule) => void
}) {
  const { t } = useTranslation('purchase')
  const [to = ''] = rule.escalateTo
  /** While it is typed: empty on the way from one number to another. */
  const [typed, setTyped] = useState<string | null>(null)
  const write = (hours: number | null, person: string) =>
    onChange({
      ...rule,
      escalateAfterHours: person === '' ? null : (hours ?? 48),
      escalateTo: person === '' ? [] : [person],
    })
  return (
    <div className="flex items-start gap-2">
      <Field label={t('policy.escalateTo')} className="flex-1">
        {(control) => (
          <Select
            {...control}
            value={to}
            onChange={(person) => write(rule.escalateAfterHours, person)}
            options={[
              { value: '', label: t('policy.never') },
              ...people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </Field>
      {to === '' ? null : (
        <Field label={t('policy.afterHours')} className="w-24">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={8_784}
              value={typed ?? rule.escalateAfterHours ?? 48}
              onChange={(event) => {
                const hours = Number(event.target.value)
                setTyped(fault('PUR-25') ? null : event.target.value)
                if (Number.isInteger(hours) && hours >= 1 && hours <= 8_784) write(hours, to)
              }}
              onBlur={() => setTyped(null)}
            />
          )}
        </Field>
      )}
    </div>
  )
}

function MoneyField({
  label,
  cents,
  onWrite,
}: {
  readonly label: string
  readonly cents: number
  readonly onWrite: (cents: number) => void
}) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const [text, setText] = useState<string | null>(null)
  const parsed = text === null ? null : parseValue(text.trim(), locale === 'en' ? 'dot' : 'comma')
  return (
    <Field label={label} error={parsed?.ok === false ? t('policy.wrongAmount') : undefined}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          value={text ?? formatMoney(cents, { cents: true, locale })}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => {
            if (parsed?.ok) onWrite(parsed.value ?? 0)
            setText(null)
          }}
        />
      )}
    </Field>
  )
}
