import { requestName, requestNumber, type RequestContent } from '@mutirao/documents'
import { ExternalLink, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useEngine } from '../../../engine/index.ts'
import {
  usePurchase,
  useRequestDetail,
  useRequestEditing,
  useRequestEdits,
  useRequestList,
  useRequestPresence,
  type Queued,
} from '../../../engine/purchase/index.ts'
import { formatAgo, formatFullDay, formatList, formatMoney, useTranslation } from '../../../i18n/index.ts'
import { Avatar, AvatarStack, IconButton, inApp, useNow } from '../../../ui/index.ts'
import { DetailContext, type DetailContextValue } from '../../../view/detail/context.ts'
import { Attachments } from '../../../view/files/Attachments.tsx'
import { Comments } from '../../../view/talk/Comments.tsx'
import { usePlaces } from '../context.ts'
import { Why } from '../panel/Why.tsx'
import { Approvals, useNameOf, Wish } from '../parts.tsx'
import { markSeen } from '../seen.ts'
import { QueueItems } from './QueueItems.tsx'
import { Changed, Urgent } from './QueueRow.tsx'
import { isWishToReopen } from './use-choice.ts'
import { useChanges, WhatChanged } from './WhatChanged.tsx'

/** Looked at for so long it counts as seen. */
const seenAfterMs = 1_500

export interface QueueDetailProps {
  readonly queued: Queued
  readonly onClose: (() => void) | null
}

/** What is being approved, as it will be counted (the same content whose digest the word carries), and what was said about it. */
export function QueueDetail({ queued, onClose }: QueueDetailProps) {
  const { t } = useTranslation('purchase')
  const { listId, request, view, currency } = queued
  const detail = useRequestDetail(listId, request.id)
  const purchase = usePurchase()
  const seen = purchase.seen(listId, request.id)
  useSeen(queued)
  const changed = useChanges(listId, request.id, seen)
  return (
    <article
      aria-label={request.title}
      data-detail={request.id}
      tabIndex={-1}
      className="min-h-0 flex-1 overflow-y-auto py-4 outline-none phone:pt-[calc(12px+env(safe-area-inset-top))]"
    >
      <Around queued={queued}>
        <div className="px-5">
          <Head
            queued={queued}
            isTold={changed !== null}
            totalCents={seen?.content.totalCents ?? view.totalCents}
            onClose={onClose}
          />
          {seen && seen.digest !== view.digest && view.level !== null ? (
            <p role="alert" className="mt-3 rounded-md bg-amber-weak px-3 py-2 text-amber">
              {t('changed.moving')}
            </p>
          ) : null}
          {changed ? <WhatChanged changed={changed} /> : null}
          <Facts queued={queued} justification={seen?.content.justification ?? ''} />
          <QueueItems detail={detail} currency={currency} changed={changed} />
          <section className="mt-4 grid gap-1.5 rounded-lg bg-sunken p-3">
            <h3>
              {isWishToReopen(queued)
                ? t('approvals.wishHead')
                : t('approvals.underPolicy', { level: view.level ?? 0, version: view.policy })}
            </h3>
            <Why view={view} />
            <Wish view={view} />
            <Approvals view={view} />
          </section>
        </div>
        <Said queued={queued} />
      </Around>
    </article>
  )
}

/** On leaving, not while it stands open: what changes under one's eyes stays marked as changed until then. */
function useSeen({ listId, request }: Queued): void {
  const purchase = usePurchase()
  const { people } = useEngine()
  const seen = purchase.seen(listId, request.id)
  const latest = useRef(seen)
  useEffect(() => {
    latest.current = seen
  })
  useEffect(() => {
    const sinceMs = performance.now()
    const leave = () => {
      if (!latest.current || performance.now() - sinceMs < seenAfterMs) return
      markSeen(people, listId, request.id, latest.current)
      purchase.shown.keep(listId, request.id, latest.current)
    }
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [people, purchase, listId, request.id])
}

/** Files and comments need to know whose they are; colleagues see who is looking. */
function Around({ queued, children }: { readonly queued: Queued; readonly children: ReactNode }) {
  const { listId, request } = queued
  const { readOnly } = useRequestList(listId)
  const details = useRequestEdits(listId, request.id)
  const others = useRequestPresence(listId, request.id)
  const [field, setField] = useState<string | null>(null)
  useRequestEditing(listId, request.id, field)
  const enterField = useCallback((entered: string | null) => setField(entered), [])
  const value = useMemo<DetailContextValue>(
    () => ({
      document: requestName(listId, request.id),
      id: request.id,
      details,
      readOnly,
      others,
      enterField,
      showHistory: null,
    }),
    [listId, request.id, details, readOnly, others, enterField],
  )
  return <DetailContext value={value}>{children}</DetailContext>
}

interface HeadProps {
  readonly queued: Queued
  /** What changed stands below, in detail. */
  readonly isTold: boolean
  readonly totalCents: RequestContent['totalCents']
  readonly onClose: (() => void) | null
}

function Head({ queued, isTold, totalCents, onClose }: HeadProps) {
  const { t } = useTranslation(['purchase', 'card', 'common'])
  const { listId, request, view, currency } = queued
  const nameOf = useNameOf()
  const nowMs = useNow()
  const { requestHref, onRequest } = usePlaces()
  const others = useRequestPresence(listId, request.id)
  const by = request.createdBy ?? ''
  return (
    <header className="flex items-start gap-3 phone:flex-wrap phone:gap-y-1">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-sm text-soft tabular-nums">
          {requestNumber(view.number)} · {queued.listTitle}
          {isTold ? null : <Changed queued={queued} />}
          <Urgent request={request} />
        </p>
        <h2 className="mt-1 text-lg [overflow-wrap:anywhere]">{request.title}</h2>
        <p className="mt-1 flex flex-wrap items-center gap-1.5 text-muted">
          <Avatar id={by} name={nameOf(by)} size="xs" decorative />
          {nameOf(by)}
          <span className="text-soft phone:basis-full">
            <span className="phone:hidden">· </span>
            {t('approvals.since', { ago: formatAgo(Math.min(queued.sinceMs, nowMs), nowMs) })}
          </span>
        </p>
      </div>
      <AvatarStack
        people={others}
        size="sm"
        label={t('card:head.here', { names: formatList(others.map(({ name }) => name)) })}
      />
      <p data-detail-total className="text-xl font-semibold tabular-nums phone:order-last phone:basis-full">
        {totalCents === null ? '—' : formatMoney(totalCents, { currency, cents: true })}
      </p>
      <a
        href={requestHref(listId, request.id)}
        onClick={inApp(() => onRequest(listId, request.id))}
        className="grid size-7 place-items-center rounded-md text-muted hover:bg-hover hover:text-text touch:size-11"
        aria-label={t('approvals.open')}
        title={t('approvals.open')}
      >
        <ExternalLink aria-hidden className="size-4" />
      </a>
      {onClose ? (
        <IconButton label={t('common:close')} onClick={onClose}>
          <X />
        </IconButton>
      ) : null}
    </header>
  )
}

/** Why, for whom and by when. */
function Facts({ queued, justification }: { readonly queued: Queued; readonly justification: string }) {
  const { t } = useTranslation('purchase')
  const { request } = queued
  const facts = [
    [t('field.needBy'), request.needBy === null ? '' : formatFullDay(request.needBy)],
    [t('field.costCentre'), request.costCentre],
    [t('field.category'), request.category],
    [t('field.project'), request.project],
    [t('field.place'), request.place],
  ].filter(([, value]) => value !== '')
  return (
    <>
      <section className="mt-4">
        <h3>{t('field.justification')}</h3>
        <p className={`mt-1 [overflow-wrap:anywhere] whitespace-pre-wrap ${justification === '' ? 'text-soft' : ''}`}>
          {justification === '' ? t('approvals.noJustification') : justification}
        </p>
      </section>
      {facts.length === 0 ? null : (
        <dl className="mt-4 grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-x-4 gap-y-2.5">
          {facts.map(([label, value]) => (
            <div key={label} className="min-w-0">
              <dt className="text-sm text-muted">{label}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

/** Files and what people said: read here, answered here. */
function Said({ queued }: { readonly queued: Queued }) {
  const { t } = useTranslation('purchase')
  const { listId, request } = queued
  const { readOnly } = useRequestList(listId)
  const { details } = useRequestDetail(listId, request.id)
  if (details === null) return null
  const comments = details.comments()
  return (
    <div className="mt-4">
      <Attachments attachments={details.attachments()} readOnly onFiles={() => undefined} />
      <section aria-label={t('panel.tab.comments')} className="border-t border-line pt-3">
        <h3 className="flex gap-2.5 px-5">
          {t('panel.tab.comments')}
          {comments.length === 0 ? null : <span className="font-normal text-soft">{comments.length}</span>}
        </h3>
        <Comments comments={comments} readOnly={readOnly} inFlow />
      </section>
    </div>
  )
}
