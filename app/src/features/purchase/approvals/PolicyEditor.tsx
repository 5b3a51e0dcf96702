/** Who must say yes to what: levels by amount, cost centre and category. Each change is a version of its own. */
import {
  policyOf,
  type EditorsRule,
  type JsonObject,
  type JsonValue,
  type Level,
  type PolicyRule,
} from '@mutirao/documents'
import { Scale } from 'lucide-react'
import { useRef, useState } from 'react'
import { useEngine, usePeople } from '../../../engine/index.ts'
import { listsIn, useListEdits, usePurchase, useRequestList } from '../../../engine/purchase/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, EmptyState, toast } from '../../../ui/index.ts'
import { tellAsked } from '../confirmed.ts'
import { outcomeWords } from '../panel/Decisions.tsx'
import { PastPolicy, VersionSelect } from './PastPolicy.tsx'
import { Editors, PolicyRules } from './PolicyRules.tsx'
import { usePolicyVersions } from './policy-versions.ts'

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

function OfList({ listId, mayChange }: { readonly listId: string; readonly mayChange: boolean }) {
  const { t } = useTranslation('purchase')
  const { store, ledger } = useRequestList(listId)
  const edits = useListEdits(listId)
  const { workshop } = useEngine()
  const { lists } = usePurchase()
  const raw = ledger?.rule('policy')
  const policy = raw === undefined ? null : policyOf({ policy: raw } as JsonObject)
  const version = policy?.version ?? 0
  const [draft, setDraft] = useState<Draft | null>(null)
  const isSending = (store?.intents() ?? []).some(
    ({ id, type }) => type === 'policy.change' && ledger?.outcome(id) === undefined,
  )
  const page = useRef<HTMLDivElement>(null)
  /** The buttons go with the draft: who stood on one stays on the page. */
  const endDraft = () => {
    setDraft(null)
    page.current?.focus({ preventScroll: true })
  }
  const [shownVersion, setShownVersion] = useState<number | null>(null)
  const known = usePolicyVersions(version)
  const past = known.versions.find((one) => one.version === shownVersion && one.version !== version)
  const rules = draft?.rules ?? policy?.rules ?? []
  const editors = draft?.editors ?? policy?.editors ?? 'marked'
  const isOvertaken = draft !== null && draft.base !== version
  const change = (next: readonly PolicyRule[], word: EditorsRule = editors) =>
    setDraft({ base: draft?.base ?? version, rules: next, editors: word })
  const isWhole = rules.length > 0 && rules.every(({ people, group }) => people.length > 0 || group !== '')
  const send = () => {
    const args = { base: draft?.base ?? version, rules: rules as unknown as JsonValue, editors }
    const intentId = edits.ask({ type: 'policy.change', args })
    if (intentId === null) return
    endDraft()
    const words = { asked: t('policy.asked'), counted: t('policy.counted', { version: args.base + 1 }) }
    const onRefused = (reason: string) => {
      // Nothing of it is lost: it can be mended and published again.
      setDraft((newer) => newer ?? draft)
      toast({ message: t('policy.refused', { why: outcomeWords(t, reason) }), tone: 'warning', key: 'policy' })
    }
    tellAsked(lists.peek(listId), intentId, { key: 'policy', ...words, onRefused })
  }
  if (past)
    return (
      <PastPolicy
        known={known}
        past={past}
        onShow={setShownVersion}
        onUse={
          mayChange
            ? () => {
                setShownVersion(null)
                change(past.rules, past.editors)
              }
            : null
        }
      />
    )
  return (
    <div ref={page} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none" data-policy={version}>
      <div className="mx-auto grid max-w-[860px] gap-4 px-4 py-4 pb-24">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-0 flex-1 text-muted">
            {version === 0 ? t('policy.none') : t('policy.version', { version })} {t('policy.text')}
          </p>
          <VersionSelect known={known} shown={version} onShow={setShownVersion} />
        </div>
        {isOvertaken ? (
          <p role="alert" className="rounded-md bg-amber-weak px-3 py-2 text-amber">
            {t('policy.overtaken')}{' '}
            <button type="button" className="font-medium underline" onClick={() => setDraft(null)}>
              {t('policy.reload')}
            </button>
          </p>
        ) : null}
        <PolicyRules
          rules={rules}
          mayChange={mayChange}
          onAdd={(level) => change([...rules, ruleAt(level, workshop.context().newId())])}
          onChange={(index, next) => change(rules.with(index, next))}
          onSwap={(index, other) => {
            const [one, two] = [rules[index], rules[other]]
            if (one && two) change(rules.with(index, two).with(other, one))
          }}
          onRemove={(index) => change(rules.filter((_, at) => at !== index))}
        />
        <Editors value={editors} mayChange={mayChange} onChange={(next) => change(rules, next)} />
        {isSending ? (
          <p aria-live="polite" className="text-blue">
            {t('policy.sending')}
          </p>
        ) : null}
        {draft !== null && mayChange ? (
          <div className="sticky bottom-3 flex items-center gap-2 rounded-xl bg-raised p-3 shadow-2">
            <span className="min-w-0 flex-1 text-muted">{isWhole ? t('policy.restarts') : t('policy.incomplete')}</span>
            <Button onClick={endDraft}>{t('policy.discard')}</Button>
            <Button variant="primary" disabled={!isWhole || isOvertaken} onClick={send}>
              {t('policy.publish', { version: version + 1 })}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  )
}
