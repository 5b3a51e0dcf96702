/** What became of a request since this person last had it on the screen, or while they have. */
import type { Priority, RequestContent } from '@mutirao/documents'
import { useEffect, useState } from 'react'
import { useEngine } from '../../../engine/index.ts'
import { usePurchase, type Seen } from '../../../engine/purchase/index.ts'
import { formatFullDay, formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { changesBetween, linesOf, type Changes, type ComparedField, type ItemChange } from '../model/changes.ts'
import { shownCell } from '../model/item-columns.ts'
import { shownAmount } from '../model/quantity.ts'
import { seenMark } from '../seen.ts'

export interface ChangedContent extends Changes {
  readonly before: RequestContent
  readonly after: RequestContent
}

/**
 * Measured against what this device showed last; without that, against what stood here when it was opened. Null: nothing changed,
 * or it was seen as it stands on another device.
 */
export function useChanges(listId: string, requestId: string, seen: Seen | null): ChangedContent | null {
  const { shown } = usePurchase()
  const { people } = useEngine()
  const [before, setBefore] = useState<Seen | null>(null)
  const [first, setFirst] = useState<Seen | null>(null)
  useEffect(() => {
    let current = true
    void shown.read(listId, requestId).then((kept) => (current ? setBefore(kept) : undefined))
    return () => {
      current = false
    }
  }, [shown, listId, requestId])
  if (first === null && seen !== null) setFirst(seen)
  const base = before ?? first
  if (base === null || seen === null || base.digest === seen.digest) return null
  if (seenMark(people, listId, requestId)?.digest === seen.digest) return null
  return { ...changesBetween(base.content, seen.content), before: base.content, after: seen.content }
}

export function WhatChanged({ changed }: { readonly changed: ChangedContent }) {
  const { t } = useTranslation('purchase')
  const { before, after, fields, items } = changed
  const money = useMoney(after.currency)
  if (fields.length + items.length === 0) return null
  return (
    <section
      aria-label={t('changed.what')}
      data-what-changed
      className="mt-3 rounded-lg border-l-2 border-amber bg-amber-weak px-3 py-2"
    >
      <h3 className="flex flex-wrap items-baseline gap-x-2 text-amber" aria-live="polite">
        {t('changed.what')}
        {before.totalCents === after.totalCents ? null : (
          <span className="font-normal tabular-nums">
            <FromTo before={money(before.totalCents)} after={money(after.totalCents)} />
          </span>
        )}
      </h3>
      <ul className="mt-1 grid gap-0.5">
        {fields.map((one) => (
          <FieldLine key={one.field} {...one} />
        ))}
        {items.map((change) => (
          <ItemLine key={change.item.id} change={change} currency={after.currency} />
        ))}
      </ul>
    </section>
  )
}

const useMoney = (currency: string) => (cents: number | null) =>
  cents === null ? '—' : formatMoney(cents, { currency, cents: true })

function FromTo({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useTranslation('purchase')
  return (
    <>
      <del className="text-muted decoration-soft">{before === '' ? t('changed.nothing') : before}</del>
      <span aria-hidden> → </span>
      <ins className="font-medium no-underline">{after === '' ? t('changed.nothing') : after}</ins>
    </>
  )
}

function FieldLine({ field, before, after }: Changes['fields'][number]) {
  const { t } = useTranslation('purchase')
  const shown = (value: string) => shownField(field, value, (priority) => t(`priority.${priority}`))
  return (
    <li className="[overflow-wrap:anywhere]">
      <span className="text-muted">{t(`field.${field}`)}: </span>
      <FromTo before={shown(before)} after={shown(after)} />
    </li>
  )
}

function shownField(field: ComparedField, value: string, ofPriority: (priority: Priority) => string): string {
  if (field === 'needBy' && value !== '') return formatFullDay(value)
  return field === 'priority' ? ofPriority(value as Priority) : value
}

function ItemLine({ change, currency }: { readonly change: ItemChange; readonly currency: string }) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const money = useMoney(currency)
  const { item, kind } = change
  const lines = linesOf(change)
  if (kind !== 'changed')
    return (
      <li className="[overflow-wrap:anywhere]" data-item-change={kind}>
        <span className="text-muted">{t(`changed.${kind}`)} </span>
        <span className={kind === 'removed' ? 'line-through decoration-soft' : 'font-medium'}>
          {item.description}
        </span>{' '}
        <span className="text-muted tabular-nums">
          {shownAmount(item, locale)} · {money(lines.after ?? lines.before)}
        </span>
      </li>
    )
  return (
    <li className="[overflow-wrap:anywhere]" data-item-change={kind}>
      <span className="font-medium">{item.description}</span>
      {change.fields.map((field) => (
        <span key={field} className="tabular-nums">
          {' '}
          · <span className="text-muted">{t(`items.column.${field}`)}</span>{' '}
          <FromTo
            before={shownCell(change.before, field, currency, locale)}
            after={shownCell(item, field, currency, locale)}
          />
        </span>
      ))}
    </li>
  )
}
