/** How the request stands, who is waited for, and what this person may do about it. */
import { actionsFor, type RequestAction } from '@mutirao/documents'
import { useState } from 'react'
import { useMe } from '../../../engine/index.ts'
import { delegationsIn, type ListView, type RequestDetailView } from '../../../engine/purchase/index.ts'
import { formatAgo, useTranslation } from '../../../i18n/index.ts'
import { Button, useNow } from '../../../ui/index.ts'
import type { RequestRow } from '../model/rows.ts'
import { Approvals, StandingIcon, useStanding, Wish } from '../parts.tsx'
import { useAct } from '../use-act.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { Why } from './Why.tsx'

export interface StandingCardProps {
  readonly listId: string
  readonly list: ListView
  readonly row: RequestRow
  readonly detail: RequestDetailView
}

/** Asked for with words. */
const withDialog: ReadonlySet<RequestAction> = new Set(['return', 'reject', 'cancel', 'ask_reopening'])

export function StandingCard({ listId, list, row, detail }: StandingCardProps) {
  const { t } = useTranslation('purchase')
  const me = useMe()
  const nowMs = useNow()
  const standing = useStanding()
  const act = useAct()
  const [asking, setAsking] = useState<RequestAction | null>(null)
  const { view, request, asked } = row
  const delegations = list.ledger ? delegationsIn(list.ledger) : []
  const actions =
    !list.isStanding(request.id) || request.deletedAt !== null || asked.some(({ by }) => by === me.id)
      ? []
      : actionsFor({ view, requester: request.createdBy, me: { userId: me.id, role: me.role }, delegations, nowMs })
  const isNew = view === null || view.status === 'rascunho'
  if (isNew && actions.length === 0 && asked.length === 0) return null
  const run = (action: RequestAction) => {
    if (withDialog.has(action)) setAsking(action)
    else act(listId, request.id, { action })
  }
  return (
    <section
      aria-label={t('standing.label')}
      data-standing={row.status}
      data-asked={asked.length > 0 || undefined}
      className="mx-5 my-3 grid gap-2.5 rounded-lg bg-sunken p-3"
    >
      <p className="flex items-center gap-2 font-medium" aria-live="polite">
        <StandingIcon row={row} />
        {standing(row)}
        {view && view.level !== null ? (
          <span className="font-normal whitespace-nowrap text-muted">
            · {formatAgo(view.levelSinceMs, Math.max(nowMs, view.levelSinceMs))}
          </span>
        ) : null}
      </p>
      <Why view={view} />
      {view ? <Approvals view={view} /> : null}
      {view ? <Wish view={view} /> : null}
      {actions.length === 0 ? null : (
        <div className="flex flex-wrap gap-2">
          {actions.map((action, index) => (
            <Button
              key={action}
              variant={
                index === 0 && action !== 'cancel'
                  ? 'primary'
                  : action === 'reject' || action === 'cancel'
                    ? 'danger'
                    : 'ghost'
              }
              onClick={() => run(action)}
              disabled={action === 'submit' && detail.details === null}
            >
              {t(`action.${action}`)}
            </Button>
          ))}
        </div>
      )}
      {asking === null ? null : (
        <ReasonDialog
          action={asking}
          count={1}
          onClose={() => setAsking(null)}
          onDone={(reason) => {
            if (act(listId, request.id, { action: asking, reason })) setAsking(null)
          }}
        />
      )}
    </section>
  )
}
