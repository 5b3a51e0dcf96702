import { lineCents } from '@mutirao/documents'
import { useState, type FormEvent } from 'react'
import { useRequestDetail, type ListView, type RequestDetailView } from '../../../engine/purchase/index.ts'
import { formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { Button, Dialog } from '../../../ui/index.ts'
import { shownAmount } from '../model/quantity.ts'
import { columns, type ColumnId, type RequestRow } from '../model/rows.ts'
import { closedTo, stepsOf } from '../model/steps.ts'
import { buttonOf, lacksReason, ReasonField } from '../panel/ReasonField.tsx'
import { useAct } from '../use-act.ts'
import { useStepsAsk } from './steps-ask.ts'

export interface StepDialogProps {
  readonly listId: string
  readonly list: ListView
  readonly row: RequestRow
  /** Where it was dropped; null: it is asked. */
  readonly column: ColumnId | null
  readonly onClose: () => void
}

const shownItems = 6

/** "Mover para…", and what a drop asks before it decides anything: what it is about, where it goes, why. */
export function StepDialog({ listId, list, row, column, onClose }: StepDialogProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const ask = useStepsAsk(list)(row)
  const steps = stepsOf(ask)
  const [chosen, setChosen] = useState<ColumnId | null>(column ?? steps[0]?.column ?? null)
  const [reason, setReason] = useState('')
  const detail = useRequestDetail(listId, row.request.id)
  const act = useAct()
  const step = steps.find((one) => one.column === chosen) ?? null
  // Whoever dropped it somewhere has chosen; who asks sees the closed ones too, with why.
  const shown = columns.filter((id) => column === null || id === column || steps.some((one) => one.column === id))
  const mayGo = step !== null && !lacksReason(step.action, reason) && detail.details !== null
  const move = (event: FormEvent) => {
    event.preventDefault()
    if (mayGo && act(listId, row.request.id, { action: step.action, reason })) onClose()
  }
  const title = row.request.title === '' ? t('common:untitled') : row.request.title
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('move.title', { title })}
      description={steps.length === 0 ? t('move.none') : undefined}
      closeLabel={t('common:close')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" form="move-request" variant={buttonOf(step?.action)} disabled={!mayGo}>
            {step ? t(`action.${step.action}`) : t('move.key')}
          </Button>
        </>
      }
    >
      <form id="move-request" className="grid gap-4" onSubmit={move}>
        <fieldset className="grid gap-0.5">
          <legend className="mb-1 font-medium">{t('move.to')}</legend>
          {shown.map((id) => {
            const open = steps.find((one) => one.column === id)
            const why = closedTo(id, ask)
            return (
              <label
                key={id}
                data-step={id}
                className="flex items-start gap-2 rounded-md px-2 py-1.5 has-checked:bg-brand-weak has-disabled:text-soft"
              >
                <input
                  type="radio"
                  name="column"
                  value={id}
                  checked={open !== undefined && chosen === id}
                  disabled={open === undefined}
                  onChange={() => setChosen(id)}
                  className="mt-1 accent-(--brand)"
                />
                <span className="min-w-0">
                  {t(`column.${id}`)}
                  <span className="block text-sm text-muted">
                    {open ? t(`action.${open.action}`) : why === null ? '' : t(`move.why.${why}`)}
                  </span>
                </span>
              </label>
            )
          })}
        </fieldset>
        {step ? <About row={row} detail={detail} currency={list.store?.meta().currency ?? 'BRL'} /> : null}
        {step === null || step.action === 'submit' ? null : (
          <ReasonField action={step.action} reason={reason} onReason={setReason} onSubmit={move} />
        )}
      </form>
    </Dialog>
  )
}

interface AboutProps {
  readonly row: RequestRow
  readonly detail: RequestDetailView
  readonly currency: string
}

/** What is decided about: nobody says yes to a card alone. */
function About({ row, detail, currency }: AboutProps) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  if (detail.details === null) {
    const words =
      detail.phase === 'opening' || detail.phase === 'ready' ? t('move.opening') : t(`notHere.${detail.phase}`)
    return <p className="rounded-lg bg-sunken px-3 py-2 text-muted">{words}</p>
  }
  const items = detail.details.items()
  const money = (cents: number | null) => (cents === null ? '—' : formatMoney(cents, { currency, cents: true }))
  return (
    <section className="rounded-lg bg-sunken px-3 py-2" data-about>
      <p className="flex justify-between font-medium">
        {t('move.items', { count: items.length })} <span className="tabular-nums">{money(row.totalCents)}</span>
      </p>
      <ul className="text-sm text-muted">
        {items.slice(0, shownItems).map((item) => (
          <li key={item.id} className="flex justify-between gap-3">
            <span className="truncate">
              {shownAmount(item, locale)} {item.description}
            </span>
            <span className="tabular-nums">{money(lineCents(item))}</span>
          </li>
        ))}
        {items.length > shownItems ? <li>{t('move.more', { count: items.length - shownItems })}</li> : null}
      </ul>
    </section>
  )
}
