/** Who must say yes to what: levels by amount, cost centre and category. Each change is a version of its own. */
import { levels, policyOf, type JsonObject, type JsonValue, type Level, type PolicyRule } from '@mutirao/documents'
import { Plus, Scale, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useEngine, usePeople } from '../../../engine/index.ts'
import { listsIn, useListEdits, useRequestList } from '../../../engine/purchase/index.ts'
import { formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { parseValue } from '../../../parse/typed.ts'
import { Button, Checkbox, EmptyState, Field, IconButton, Input, Select, toast } from '../../../ui/index.ts'
import { useNameOf } from '../parts.tsx'

export function PolicyEditor({ mayChange }: { readonly mayChange: boolean }) {
  const { t } = useTranslation('purchase')
  const [list] = listsIn(usePeople())
  if (!list) return <EmptyState icon={<Scale />} title={t('policy.noList')} />
  return <OfList listId={list.id} mayChange={mayChange} />
}

const ruleAt = (level: Level, id: string): PolicyRule => ({
  id,
  level,
  fromCents: 0,
  costCentres: [],
  categories: [],
  mode: 'any',
  people: [],
  group: '',
  escalateAfterHours: null,
  escalateTo: [],
})

function OfList({ listId, mayChange }: { readonly listId: string; readonly mayChange: boolean }) {
  const { t } = useTranslation('purchase')
  const { store, ledger } = useRequestList(listId)
  const edits = useListEdits(listId)
  const { workshop } = useEngine()
  const raw = ledger?.rule('policy')
  const policy = raw === undefined ? null : policyOf({ policy: raw } as JsonObject)
  const version = policy?.version ?? 0
  const [draft, setDraft] = useState<{ readonly base: number; readonly rules: readonly PolicyRule[] } | null>(null)
  const isSending = (store?.intents() ?? []).some(
    ({ id, type }) => type === 'policy.change' && ledger?.outcome(id) === undefined,
  )
  const rules = draft?.rules ?? policy?.rules ?? []
  const isOvertaken = draft !== null && draft.base !== version
  const change = (next: readonly PolicyRule[]) => setDraft({ base: draft?.base ?? version, rules: next })
  const isWhole = rules.length > 0 && rules.every(({ people, group }) => people.length > 0 || group !== '')
  const send = () => {
    const args = { base: draft?.base ?? version, rules: rules as unknown as JsonValue }
    if (edits.ask({ type: 'policy.change', args }) === null) return
    setDraft(null)
    toast({ message: t('policy.asked'), key: 'policy', durationMs: 4_000 })
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" data-policy={version}>
      <div className="mx-auto grid max-w-[860px] gap-4 px-4 py-4 pb-24">
        <p className="text-muted">
          {version === 0 ? t('policy.none') : t('policy.version', { version })} {t('policy.text')}
        </p>
        {isOvertaken ? (
          <p role="alert" className="rounded-md bg-amber-weak px-3 py-2 text-amber">
            {t('policy.overtaken')}{' '}
            <button type="button" className="font-medium underline" onClick={() => setDraft(null)}>
              {t('policy.reload')}
            </button>
          </p>
        ) : null}
        {levels.map((level) => (
          <section key={level} aria-label={t('policy.level', { level })} className="grid gap-2">
            <h2 className="flex items-center gap-2 font-semibold">
              {t('policy.level', { level })}
              {mayChange ? (
                <IconButton
                  size="sm"
                  label={t('policy.add', { level })}
                  onClick={() => change([...rules, ruleAt(level, workshop.context().newId())])}
                >
                  <Plus />
                </IconButton>
              ) : null}
            </h2>
            {rules.every((rule) => rule.level !== level) ? (
              <p className="text-sm text-soft">{t('policy.nobody')}</p>
            ) : null}
            {rules.map((rule, index) =>
              rule.level === level ? (
                <RuleCard
                  key={rule.id}
                  rule={rule}
                  mayChange={mayChange}
                  onChange={(next) => change(rules.with(index, next))}
                  onRemove={() => change(rules.filter((_, at) => at !== index))}
                />
              ) : null,
            )}
          </section>
        ))}
        {isSending ? (
          <p aria-live="polite" className="text-blue">
            {t('policy.sending')}
          </p>
        ) : null}
        {draft !== null && mayChange ? (
          <div className="sticky bottom-3 flex items-center gap-2 rounded-xl bg-raised p-3 shadow-2">
            <span className="min-w-0 flex-1 text-muted">{isWhole ? t('policy.restarts') : t('policy.incomplete')}</span>
            <Button onClick={() => setDraft(null)}>{t('policy.discard')}</Button>
            <Button variant="primary" disabled={!isWhole || isOvertaken} onClick={send}>
              {t('policy.publish', { version: version + 1 })}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  )
}

interface RuleCardProps {
  readonly rule: PolicyRule
  readonly mayChange: boolean
  readonly onChange: (rule: PolicyRule) => void
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

function RuleCard({ rule, mayChange, onChange, onRemove }: RuleCardProps) {
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
        </p>
      </div>
    )
  return (
    <fieldset
      className="grid grid-cols-2 gap-3 rounded-lg bg-surface p-3 shadow-1 phone:grid-cols-1"
      data-rule={rule.id}
    >
      <legend className="sr-only">{names.join(', ')}</legend>
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
      <div className="col-span-2 flex justify-end phone:col-span-1">
        <Button size="sm" variant="plain" icon={<Trash2 aria-hidden />} onClick={onRemove}>
          {t('policy.remove')}
        </Button>
      </div>
    </fieldset>
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
              value={rule.escalateAfterHours ?? 48}
              onChange={(event) => write(Math.max(1, Math.min(8_784, Number(event.target.value) || 1)), to)}
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
