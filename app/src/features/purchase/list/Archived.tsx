/** What was archived of a list, the last first, with the way back. Nothing is ever erased. */
import { Archive, ArchiveRestore } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useListEdits, type ListView } from '../../../engine/purchase/index.ts'
import { formatAgo, formatMoment, formatMoney, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Button, EmptyState, inApp, useVirtualList } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { archivedRows, type RequestRow } from '../model/rows.ts'
import { StatusTag, useNameOf } from '../parts.tsx'

const rowPx = 56

export function Archived({ listId, list }: { readonly listId: string; readonly list: ListView }) {
  const { t } = useTranslation(['purchase', 'board'])
  const rows = archivedRows(list)
  const keys = rows.map(({ request }) => request.id)
  const scroller = useRef<HTMLDivElement>(null)
  const place = useRef<number | null>(null)
  const virtual = useVirtualList({ keys, scroller: () => scroller.current, rowPx, overscan: 8 })
  const count = rows.length
  useEffect(() => {
    // The row that came back took the focus with it: the next one has it, and the place itself when there is none.
    const was = place.current
    place.current = null
    if (was === null || document.activeElement !== document.body) return
    const buttons = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-restore]') ?? [])]
    const next = buttons[Math.min(was, buttons.length - 1)] ?? scroller.current
    next?.focus()
  }, [count])
  return (
    <div ref={scroller} tabIndex={-1} data-archived className="min-h-0 flex-1 overflow-y-auto outline-none">
      {count === 0 ? (
        <EmptyState icon={<Archive />} title={t('archived.none')}>
          {t('board:empty.archivedText')}
        </EmptyState>
      ) : (
        <h2 className="px-4 pt-3 pb-1 font-normal text-muted">{t('archived.count', { count })}</h2>
      )}
      <ul className="relative" style={{ height: virtual.totalPx() }}>
        {virtual.rows().map(({ key, index, startPx }) => {
          const row = rows[index]
          return (
            <li
              key={key}
              data-index={index}
              ref={virtual.measure}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${startPx}px)` }}
            >
              {row ? <ArchivedRow {...{ listId, list, row }} onRestore={() => (place.current = index)} /> : null}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

interface ArchivedRowProps {
  readonly listId: string
  readonly list: ListView
  readonly row: RequestRow
  readonly onRestore: () => void
}

function ArchivedRow({ listId, list, row, onRestore }: ArchivedRowProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const edits = useListEdits(listId)
  const nameOf = useNameOf()
  const { requestHref, onRequest } = usePlaces()
  const { request, number, status, totalCents } = row
  const title = request.title === '' ? t('common:untitled') : request.title
  const by = request.createdBy ?? ''
  const currency = list.store?.meta().currency ?? 'BRL'
  const total = totalCents === null ? '' : formatMoney(totalCents, { currency, cents: totalCents % 100 !== 0 })
  return (
    <div className="flex min-h-14 items-center gap-3 border-b border-line px-4 py-2 hover:bg-hover">
      <div className="min-w-0 flex-1">
        <a
          href={requestHref(listId, request.id)}
          onClick={inApp(() => onRequest(listId, request.id))}
          className="block truncate font-medium hover:underline"
        >
          {title}
        </a>
        <p className="flex items-center gap-1.5 truncate text-sm text-muted">
          <span className="tabular-nums">{number === '' ? t('noNumber') : number}</span>
          {total === '' ? null : (
            <span className="font-semibold whitespace-nowrap tabular-nums wide:hidden">{total}</span>
          )}
          <Avatar id={by} name={nameOf(by)} size="xs" decorative />
          <span className="truncate">{nameOf(by)}</span>
        </p>
      </div>
      <StatusTag status={status} />
      {total === '' ? null : (
        <span className="min-w-28 text-right text-[12.5px] font-semibold whitespace-nowrap tabular-nums phone:hidden">
          {total}
        </span>
      )}
      {request.deletedAt === null ? null : (
        <time
          dateTime={new Date(request.deletedAt).toISOString()}
          title={formatMoment(request.deletedAt)}
          className="w-24 text-right text-sm text-muted phone:hidden"
        >
          {formatAgo(request.deletedAt)}
        </time>
      )}
      {list.readOnly ? null : (
        <Button
          size="sm"
          icon={<ArchiveRestore />}
          data-restore
          aria-label={`${t('panel.restore')}: ${title}`}
          onClick={() => {
            onRestore()
            edits.restore(request.id)
          }}
        >
          {t('panel.restore')}
        </Button>
      )}
    </div>
  )
}
