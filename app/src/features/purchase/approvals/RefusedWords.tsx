/** Words of mine that did not count, each with what happened meanwhile. */
import { actionOfIntent, requestNumber } from '@mutirao/documents'
import { CircleAlert, X } from 'lucide-react'
import { useEngine, useMe, usePeople } from '../../../engine/index.ts'
import { refusedKey, type ListView, type Refused } from '../../../engine/purchase/index.ts'
import { formatMoney, useTranslation } from '../../../i18n/index.ts'
import { IconButton, inApp } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import type { RequestRow } from '../model/rows.ts'
import { outcomeWords } from '../panel/Decisions.tsx'
import { totalSaidTo } from '../seen.ts'

export function RefusedWords({ refused }: { readonly refused: readonly Refused[] }) {
  const { t } = useTranslation(['purchase', 'common'])
  const { people } = useEngine()
  if (refused.length === 0) return null
  return (
    <ul aria-label={t('refused.label')} className="grid gap-2 p-3">
      {refused.map((one) => (
        <li
          key={one.outcome.id}
          data-refused={one.outcome.reason}
          className="flex items-start gap-2 rounded-lg bg-amber-weak px-3 py-2 text-amber"
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <RefusedWord one={one} />
          <IconButton
            quiet
            size="sm"
            label={t('refused.dismiss')}
            onClick={() => people.markRead(refusedKey(one.outcome.id), true)}
          >
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}

function RefusedWord({ one }: { readonly one: Refused }) {
  const { t } = useTranslation('purchase')
  const { people } = useEngine()
  const { requestHref, onRequest } = usePlaces()
  const { listId, currency, outcome, request, view } = one
  const before = totalSaidTo(people, listId, outcome.subject, outcome.id)
  const now = view?.totalCents ?? null
  const money = (cents: number) => formatMoney(cents, { currency, cents: true })
  const why =
    outcome.reason === 'stale_content' || outcome.reason === 'stale_round'
      ? before !== null && now !== null && before !== now
        ? t('refused.total', { before: money(before), after: money(now) })
        : t('refused.content')
      : outcome.reason === 'own_request' && outcome.type.startsWith('reopening.')
        ? t('refused.ownWish')
        : outcomeWords(t, outcome.reason)
  const number = requestNumber(view?.number ?? null)
  const title = request?.title ?? ''
  return (
    <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
      {t('refused.what', { what: t(`refused.word.${actionOfIntent(outcome.type) ?? 'other'}`) })}{' '}
      <a
        href={requestHref(listId, outcome.subject)}
        onClick={inApp(() => onRequest(listId, outcome.subject))}
        className="font-medium underline underline-offset-2"
      >
        {[number, title].filter(Boolean).join(' · ')}
      </a>
      . {why}
    </p>
  )
}

export interface RefusedHereProps {
  readonly listId: string
  readonly list: ListView
  readonly row: RequestRow
}

/** Words of mine about this request that did not count, told where they were said. */
export function RefusedHere({ listId, row, list }: RefusedHereProps) {
  const { people } = useEngine()
  const me = useMe().id
  // The marks of what was read are part of what the person knows.
  usePeople()
  const { request, view } = row
  const refused = (list.ledger?.outcomesBy(me) ?? []).filter(
    ({ accepted, subject, id }) => !accepted && subject === request.id && people.readMark(refusedKey(id)) === undefined,
  )
  const currency = list.store?.meta().currency ?? 'BRL'
  return <RefusedWords refused={refused.map((outcome) => ({ listId, currency, outcome, request, view }))} />
}
