/** Behind the button of a letter: what it is about, and one confirmation. Nobody has to sign in; nothing happens by opening it. */
import { isMutiraoError, type ErrorCode } from '@mutirao/documents'
import { CircleAlert, CircleCheck, ClipboardCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { call, isRecord } from '../../engine/http.ts'
import { errorSentence, formatMoney, useLocale, useTranslation } from '../../i18n/index.ts'
import { Button, Mark, Skeleton } from '../../ui/index.ts'
import { shownAmount } from './model/quantity.ts'

interface Look {
  readonly state: (typeof states)[number]
  readonly person: string
  readonly number: string
  readonly title: string
  readonly totalCents: number | null
  readonly currency: string
  readonly level: number
  readonly requester: string
  readonly justification: string
  readonly items: readonly Line[]
}
interface Line {
  readonly description: string
  readonly quantity: string
  readonly unit: string
  readonly totalCents: number | null
}
const states = ['open', 'asked', 'counted', 'refused', 'changed', 'other'] as const
/** Here nothing can be done about it; in the app perhaps. */
const leadsOn: ReadonlySet<Look['state']> = new Set(['refused', 'changed', 'other'])
const deadCodes: ReadonlySet<ErrorCode> = new Set(['not_found', 'invalid_request'])
/** The link itself is at fault: not the network, not the server. */
const isDead = (problem: unknown): boolean => isMutiraoError(problem) && deadCodes.has(problem.code)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function readLine(value: unknown): Line {
  const raw = isRecord(value) ? value : {}
  return {
    description: textOf(raw['description']),
    quantity: textOf(raw['quantity']),
    unit: textOf(raw['unit']),
    totalCents: typeof raw['totalCents'] === 'number' ? raw['totalCents'] : null,
  }
}

function readLook(answer: unknown): Look {
  const raw = isRecord(answer) ? answer : {}
  return {
    state: states.find((known) => known === raw['state']) ?? 'changed',
    person: textOf(raw['person']),
    number: textOf(raw['number']),
    title: textOf(raw['title']),
    totalCents: typeof raw['totalCents'] === 'number' ? raw['totalCents'] : null,
    currency: textOf(raw['currency']) || 'BRL',
    level: typeof raw['level'] === 'number' ? raw['level'] : 0,
    requester: textOf(raw['requester']),
    justification: textOf(raw['justification']),
    items: Array.isArray(raw['items']) ? raw['items'].map(readLine) : [],
  }
}

const ask = async (what: 'look' | 'confirm', token: string): Promise<Look> =>
  readLook(await call(`/api/approval-links/${what}`, { method: 'POST', body: { token } }))

const askAgainMs = 700

export default function ApproveByLink({ token }: { readonly token: string }) {
  const { t } = useTranslation('purchase')
  const [look, setLook] = useState<Look | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    ask('look', token).then(setLook, setProblem)
  }, [token])
  const isOnItsWay = look?.state === 'asked'
  useEffect(() => {
    if (!isOnItsWay) return
    const timer = setInterval(() => {
      // Not taken in yet, or no answer: what is shown stays, and it is asked again.
      ask('look', token).then(
        (found) => (found.state === 'open' ? undefined : setLook(found)),
        () => undefined,
      )
    }, askAgainMs)
    return () => clearInterval(timer)
  }, [isOnItsWay, token])
  const confirm = () => {
    setBusy(true)
    ask('confirm', token)
      .then(setLook, setProblem)
      .finally(() => setBusy(false))
  }
  return (
    <main className="grid min-h-dvh place-items-center p-4" data-approve={look?.state}>
      <section className="grid w-full max-w-[440px] gap-4 rounded-xl bg-surface p-6 shadow-2">
        <Mark className="size-8" />
        {problem === null ? null : (
          <p role="alert" className="flex items-center gap-2 text-red">
            <CircleAlert aria-hidden className="size-4" />
            {isDead(problem) ? t('byLink.gone') : errorSentence(problem)}
          </p>
        )}
        {look === null ? problem === null ? <Skeleton className="h-24" /> : null : <About look={look} />}
        {look?.state === 'open' ? (
          <Button variant="primary" busy={busy} onClick={confirm} className="h-11">
            {t('byLink.confirm', { name: look.person })}
          </Button>
        ) : null}
        {look === null ? null : (
          <output className="flex items-center gap-2 text-muted">
            {look.state === 'counted' ? <CircleCheck aria-hidden className="size-4 text-green" /> : null}
            {look.state === 'open' ? <ClipboardCheck aria-hidden className="size-4" /> : null}
            {t(`byLink.${look.state}`, { name: look.person })}
          </output>
        )}
        {problem !== null || (look !== null && leadsOn.has(look.state)) ? (
          <a href="/aprovacoes" className="font-medium text-brand hover:underline touch:py-2">
            {t('byLink.toApprovals')}
          </a>
        ) : null}
      </section>
    </main>
  )
}

function About({ look }: { readonly look: Look }) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const money = (cents: number | null) =>
    cents === null ? '' : formatMoney(cents, { currency: look.currency, cents: true })
  return (
    <div className="min-w-0">
      <p className="text-muted tabular-nums">
        {look.number} · {t('approvals.level', { level: look.level })}
      </p>
      <h1 className="text-lg [overflow-wrap:anywhere]">{look.title}</h1>
      <p className="mt-1 text-xl font-semibold tabular-nums">{money(look.totalCents)}</p>
      {look.requester === '' ? null : <p className="mt-1 text-muted">{look.requester}</p>}
      {look.justification === '' ? null : (
        <p className="mt-2 [overflow-wrap:anywhere] whitespace-pre-wrap">{look.justification}</p>
      )}
      {look.items.length === 0 ? null : (
        <ul aria-label={t('items.title')} className="mt-3 border-t border-line">
          {look.items.map((item, place) => (
            <li key={place} className="flex gap-3 border-b border-line py-1.5">
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                {item.description} <span className="text-muted tabular-nums">· {shownAmount(item, locale)}</span>
              </span>
              <span className="tabular-nums">{money(item.totalCents)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
