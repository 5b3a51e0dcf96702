/** Who must say yes to what: levels by amount, cost centre and category. Each change is a version of its own. */
import {
  editorsRules,
  levels,
  policyOf,
  type EditorsRule,
  type JsonObject,
  type JsonValue,
  type Level,
  type PolicyRule,
} from '@mutirao/documents'
import { Plus, Scale } from 'lucide-react'
import { useState } from 'react'
import { useEngine, usePeople } from '../../../engine/index.ts'
import { listsIn, useListEdits, useRequestList } from '../../../engine/purchase/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, EmptyState, IconButton, Segmented, toast } from '../../../ui/index.ts'
import { RuleCard } from './RuleCard.tsx'

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

interface Draft {
  readonly base: number
  readonly rules: readonly PolicyRule[]
  readonly editors: EditorsRule
}

interface EditorsProps {
  readonly value: EditorsRule
  readonly mayChange: boolean
  readonly onChange: (value: EditorsRule) => void
}

/** Whether somebody who has rewritten a request may decide about it. */
function Editors({ value, mayChange, onChange }: EditorsProps) {
  const { t } = useTranslation('purchase')
  return (
    <section className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg bg-surface p-3 shadow-1">
      <h2 className="font-semibold">{t('policy.editorsLabel')}</h2>
      {mayChange ? (
        <Segmented
          label={t('policy.editorsLabel')}
          value={value}
          onChange={(next) => onChange(next === 'refused' ? 'refused' : 'marked')}
          options={editorsRules.map((one) => ({ value: one, label: t(`policy.editors.${one}`) }))}
        />
      ) : (
        <p className="text-muted">{t(`policy.editors.${value}`)}</p>
      )}
    </section>
  )
}

function OfList({ listId, mayChange }: { readonly listId: string; readonly mayChange: boolean }) {
  const { t } = useTranslation('purchase')
  const { store, ledger } = useRequestList(listId)
  const edits = useListEdits(listId)
  const { workshop } = useEngine()
  const raw = ledger?.rule('policy')
  const policy = raw === undefined ? null : policyOf({ policy: raw } as JsonObject)
  const version = policy?.version ?? 0
  const [draft, setDraft] = useState<Draft | null>(null)
  const isSending = (store?.intents() ?? []).some(
    ({ id, type }) => type === 'policy.change' && ledger?.outcome(id) === undefined,
  )
  const rules = draft?.rules ?? policy?.rules ?? []
  const editors = draft?.editors ?? policy?.editors ?? 'marked'
  const isOvertaken = draft !== null && draft.base !== version
  const change = (next: readonly PolicyRule[], word: EditorsRule = editors) =>
    setDraft({ base: draft?.base ?? version, rules: next, editors: word })
  const isWhole = rules.length > 0 && rules.every(({ people, group }) => people.length > 0 || group !== '')
  const send = () => {
    const args = { base: draft?.base ?? version, rules: rules as unknown as JsonValue, editors }
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
        <Editors value={editors} mayChange={mayChange} onChange={(next) => change(rules, next)} />
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
