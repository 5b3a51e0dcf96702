import { fault, type PolicyRule } from '@mutirao/documents'
import { ArrowUp, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { usePeople } from '../../../engine/index.ts'
import { formatList, formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { parseValue } from '../../../parse/typed.ts'
import { Button, Checkbox, Field, Input, Select } from '../../../ui/index.ts'
import { useNameOf } from '../parts.tsx'

interface RuleCardProps {
  readonly rule: PolicyRule
  readonly mayChange: boolean
  /** A rule above it is taken for whatever it fits. */
  readonly isNeverUsed: boolean
  readonly onChange: (rule: PolicyRule) => void
  /** Before the one above it; null: it is the first of its level. */
  readonly onRaise: (() => void) | null
  readonly onRemove: () => void
}

const listOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,;]/u)
      .map((one) => one.trim())
      .filter(Boolean),
  ),
]

/** One rule of the policy: to be read, or by those who may, changed. */
export function RuleCard({ rule, mayChange, isNeverUsed, onChange, onRaise, onRemove }: RuleCardProps) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const { members } = usePeople()
  const nameOf = useNameOf()
  const people = [...members.values()].filter(({ active }) => active)
  const groups = [...new Set(people.flatMap((person) => person.groups))].toSorted()
  const names = [...rule.people.map(nameOf), ...(rule.group === '' ? [] : [t('policy.group', { group: rule.group })])]
  const limits = [
    rule.fromCents === 0 ? t('policy.any') : t('policy.from', { amount: formatMoney(rule.fromCents, { locale }) }),
    ...rule.costCentres,
    ...rule.categories,
  ]
  if (!mayChange)
    return (
      <div className="rounded-lg bg-surface p-3 shadow-1">
        <p className="font-medium">{names.join(', ')}</p>
        <p className="text-sm text-muted">
          {limits.join(' · ')} · {t(`policy.mode.${rule.mode}`)}
          {rule.escalateAfterHours === null
            ? ''
            : ` · ${t('policy.escalates', {
                hours: rule.escalateAfterHours,
                names: formatList(rule.escalateTo.map(nameOf)),
              })}`}
        </p>
        {isNeverUsed ? <NeverUsed /> : null}
      </div>
    )
  return (
    <fieldset
      className="grid grid-cols-2 gap-3 rounded-lg bg-surface p-3 shadow-1 phone:grid-cols-1"
      data-rule={rule.id}
    >
      <legend className="sr-only">{names.join(', ')}</legend>
      {isNeverUsed ? <NeverUsed /> : null}
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
      <div className="col-span-2 phone:col-span-1">
        <p className="mb-1 font-medium">{t('policy.people')}</p>
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {people.map(({ id, name }) => (
            <Checkbox
              key={id}
              checked={rule.people.includes(id)}
              onChange={(event) =>
                onChange({
                  ...rule,
                  people: event.target.checked ? [...rule.people, id] : rule.people.filter((one) => one !== id),
                })
              }
            >
              {name}
            </Checkbox>
          ))}
        </div>
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
      <div className="col-span-2 flex justify-end gap-2 phone:col-span-1">
        {onRaise ? (
          <Button size="sm" variant="plain" icon={<ArrowUp aria-hidden />} onClick={onRaise}>
            {t('policy.raise')}
          </Button>
        ) : null}
        <Button size="sm" variant="plain" icon={<Trash2 aria-hidden />} onClick={onRemove}>
          {t('policy.remove')}
        </Button>
      </div>
    </fieldset>
  )
}

function NeverUsed() {
  const { t } = useTranslation('purchase')
  return <p className="col-span-full rounded-md bg-amber-weak px-3 py-2 text-sm text-amber">{t('policy.neverUsed')}</p>
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
