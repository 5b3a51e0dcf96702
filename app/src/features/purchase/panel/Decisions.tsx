/** Every decision about a request: who, in whose name, under which policy, about what, when; refused ones too. */
import { ledgerName, requestsName, type RequestSnapshot } from '@mutirao/documents'
import { clsx } from 'clsx'
import {
  Ban,
  CircleCheck,
  CircleSlash,
  CircleX,
  CloudOff,
  Hourglass,
  MessageCircleQuestionMark,
  RotateCcw,
  Send,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import { useEffect, useState } from 'react'
import { call, isRecord, useMe } from '../../../engine/index.ts'
import { formatMoment, formatMoney, useTranslation } from '../../../i18n/index.ts'
import { EmptyState, Skeleton } from '../../../ui/index.ts'
import { knownOutcome } from '../../../view/outcomes.ts'
import { useNameOf } from '../parts.tsx'

interface Decision {
  readonly place: number
  readonly type: string
  readonly by: string
  readonly onBehalfOf: string | null
  readonly accepted: boolean
  readonly reason: string
  readonly decidedAtMs: number
  readonly receivedAtMs: number | null
  readonly writtenAtMs: number | null
  readonly text: string
  readonly policy: number | null
  readonly totalCents: number | null
  readonly from: string | null
  /** A yes of somebody who had rewritten what it is about. */
  readonly edited: boolean
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

const isEditor = (approvals: unknown, by: unknown): boolean =>
  Array.isArray(approvals) &&
  approvals.some((one: unknown) => isRecord(one) && one['by'] === by && one['edited'] === true)

function readDecision(raw: unknown): Decision | null {
  if (!isRecord(raw)) return null
  const intent = isRecord(raw['intent']) ? raw['intent'] : {}
  const args = isRecord(intent['args']) ? intent['args'] : {}
  const state = isRecord(raw['state']) ? raw['state'] : {}
  const content = isRecord(raw['content']) ? raw['content'] : {}
  return {
    place: numberOf(raw['place']) ?? 0,
    type: textOf(raw['type']),
    by: textOf(raw['by']),
    onBehalfOf: typeof raw['onBehalfOf'] === 'string' ? raw['onBehalfOf'] : null,
    accepted: raw['accepted'] === true,
    reason: textOf(raw['reason']),
    decidedAtMs: numberOf(raw['decidedAtMs']) ?? 0,
    receivedAtMs: numberOf(raw['receivedAtMs']),
    writtenAtMs: numberOf(intent['at']),
    text: textOf(args['reason']),
    policy: numberOf(state['policy']) ?? numberOf(args['policy']),
    totalCents: numberOf(content['totalCents']),
    from: typeof args['from'] === 'string' && args['from'] === 'mail' ? 'mail' : null,
    edited: raw['reason'] === 'approved' && isEditor(state['approvals'], raw['by']),
  }
}

type Loaded = { readonly list: readonly Decision[] } | 'away' | null

function useDecisions(listId: string, requestId: string, version: number): Loaded {
  const [loaded, setLoaded] = useState<Loaded>(null)
  useEffect(() => {
    let current = true
    const path = `/api/documents/${encodeURIComponent(requestsName(listId))}/decisions?subject=${encodeURIComponent(requestId)}&limit=500`
    call(path).then(
      (answer) => {
        const raw = isRecord(answer) && Array.isArray(answer['decisions']) ? (answer['decisions'] as unknown[]) : []
        if (current) setLoaded({ list: raw.flatMap((one) => readDecision(one) ?? []).toReversed() })
      },
      () => (current ? setLoaded((before) => before ?? 'away') : undefined),
    )
    return () => {
      current = false
    }
    // The version is the point: a decision came.
  }, [listId, requestId, version])
  return loaded
}

export interface DecisionsProps {
  readonly listId: string
  readonly request: RequestSnapshot
  /** Grows when the ledger changes. */
  readonly version: number
  readonly currency: string
}

export function Decisions({ listId, request, version, currency }: DecisionsProps) {
  const { t } = useTranslation('purchase')
  const me = useMe()
  const loaded = useDecisions(listId, request.id, version)
  if (loaded === null)
    return (
      <div aria-busy className="grid gap-3 p-5">
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </div>
    )
  if (loaded === 'away') return <EmptyState icon={<CloudOff />} title={t('decisions.away')} />
  if (loaded.list.length === 0) return <EmptyState icon={<CircleCheck />} title={t('decisions.none')} />
  const mayExport = me.role === 'admin' || me.role === 'manager'
  return (
    <div className="px-5 py-2" data-decisions={ledgerName(listId)}>
      <ol>
        {loaded.list.map((decision) => (
          <DecisionLine key={decision.place} decision={decision} currency={currency} />
        ))}
      </ol>
      {mayExport ? (
        <a
          href={`/api/documents/${encodeURIComponent(requestsName(listId))}/decisions/export?format=csv`}
          download
          className="mt-2 inline-block text-brand hover:underline"
        >
          {t('decisions.export')}
        </a>
      ) : null}
    </div>
  )
}

/** A green tick is a yes, and nothing else. */
const marks: Readonly<Record<string, readonly [LucideIcon, string]>> = {
  submitted: [Send, 'text-blue'],
  approved: [CircleCheck, 'text-green'],
  returned: [Undo2, 'text-amber'],
  rejected: [CircleX, 'text-red'],
  cancelled: [Ban, 'text-muted'],
  asked: [MessageCircleQuestionMark, 'text-blue'],
  reopened: [RotateCcw, 'text-green'],
  denied: [Ban, 'text-muted'],
  content_changed: [RotateCcw, 'text-amber'],
  policy_changed: [RotateCcw, 'text-amber'],
  people_changed: [RotateCcw, 'text-amber'],
  escalated: [Hourglass, 'text-amber'],
}

function DecisionLine({ decision, currency }: { readonly decision: Decision; readonly currency: string }) {
  const { t } = useTranslation('purchase')
  const nameOf = useNameOf()
  const { accepted, by, onBehalfOf, reason, text, policy, totalCents, decidedAtMs, writtenAtMs, from, edited } =
    decision
  // What did not count changed nothing, whatever it was.
  const [Mark, ink] = accepted ? (marks[reason] ?? [CircleCheck, 'text-muted']) : ([CircleSlash, 'text-muted'] as const)
  const who = by === 'server' ? t('decisions.server') : nameOf(by)
  const facts = [
    ...(totalCents === null ? [] : [formatMoney(totalCents, { currency, cents: true })]),
    ...(policy === null || policy === 0 ? [] : [t('decisions.policy', { version: policy })]),
    ...(edited ? [t('approvals.edited')] : []),
    ...(from === 'mail' ? [t('decisions.fromMail')] : []),
    formatMoment(decidedAtMs),
    // Written much earlier: somebody was offline.
    ...(writtenAtMs !== null && decidedAtMs - writtenAtMs > 120_000
      ? [t('decisions.written', { date: formatMoment(writtenAtMs) })]
      : []),
  ]
  return (
    <li className="flex gap-2.5 border-b border-line py-2.5 last:border-0">
      <Mark aria-hidden className={clsx('mt-0.5 size-4 shrink-0', ink)} />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p>
          <b className="font-semibold">{who}</b>{' '}
          {onBehalfOf === null ? '' : `${t('approvals.for', { name: nameOf(onBehalfOf) })} `}
          <span className="text-muted">
            {accepted ? outcomeWords(t, reason) : t('decisions.refused', { why: outcomeWords(t, reason) })}
          </span>
          {text === '' ? '' : ` “${text}”`}
        </p>
        <p className="text-sm text-soft">{facts.join(' · ')}</p>
      </div>
    </li>
  )
}

type T = ReturnType<typeof useTranslation<'purchase'>>['t']

/** The words for a reason the server gave; an unknown one stands as it is. */
export function outcomeWords(t: T, reason: string): string {
  const known = knownOutcome(reason)
  return known ? t(`outcome.${known}`) : reason
}
