import { fault } from '@mutirao/documents'
import { Archive, ArchiveRestore } from 'lucide-react'
import type { StageSnapshot } from '@mutirao/documents'
import { useRef } from 'react'
import { useCard, usePerson, useStoreKey } from '../../engine/index.ts'
import { formatAgo, formatMoney, formatMoment, useTranslation } from '../../i18n/index.ts'
import { Avatar, Button, EmptyState, inApp, useVirtualList } from '../../ui/index.ts'
import { useBoardContext } from './context.ts'
import { stageName } from './moves.ts'

const rowPx = 56

/** What was archived, the last first, with the way back. Nothing is ever erased. */
export function Archived() {
  const { t } = useTranslation(['board', 'common'])
  const { store } = useBoardContext()
  const cardIds = useStoreKey(store, 'archived', (board) => board.archived())
  const gone = useStoreKey(store, 'stages', (board) => board.archivedStages())
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualList({ keys: cardIds, scroller: () => scroller.current, rowPx, overscan: 8 })
  if (cardIds.length === 0 && gone.length === 0) {
    // The finding says that nothing passes, and leads out.
    if (store.isFiltered && !fault('FND-13') && store.base.archived().length > 0) return null
    return (
      <EmptyState icon={<Archive />} title={t('empty.archivedTitle')}>
        {t('empty.archivedText')}
      </EmptyState>
    )
  }
  return (
    <div ref={scroller} className="min-h-0 flex-1" style={{ overflowY: 'auto' }}>
      <ArchivedStages stages={gone} />
      {cardIds.length === 0 ? null : (
        <h2 className="px-4 pt-3 pb-1 font-normal text-muted">{t('archivedCount', { count: cardIds.length })}</h2>
      )}
      <ul className="relative" style={{ height: list.totalPx() }}>
        {list.rows().map((row) => (
          <li
            key={row.key}
            data-index={row.index}
            ref={list.measure}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${row.startPx}px)` }}
          >
            <ArchivedRow cardId={cardIds[row.index] ?? ''} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Stages that were archived; their cards wait under "Sem etapa" and go home when the stage comes back. */
function ArchivedStages({ stages }: { readonly stages: readonly StageSnapshot[] }) {
  const { t } = useTranslation('stage')
  const { edits, readOnly } = useBoardContext()
  if (stages.length === 0) return null
  return (
    <section aria-label={t('archived')}>
      <h2 className="px-4 pt-3 pb-1 font-normal text-muted">{t('archived')}</h2>
      <ul>
        {stages.map((stage) => (
          <li key={stage.id} className="flex min-h-11 items-center gap-2.5 border-b border-line px-4 py-1.5">
            <span aria-hidden className="size-2 rounded-[3px]" style={{ background: stage.color }} />
            <span className="min-w-0 flex-1 truncate font-medium">{stage.name}</span>
            {readOnly ? null : (
              <Button
                size="sm"
                icon={<ArchiveRestore />}
                aria-label={`${t('restore')}: ${stage.name}`}
                onClick={() => edits.restoreStage(stage.id)}
              >
                {t('restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function ArchivedRow({ cardId }: { readonly cardId: string }) {
  const { t } = useTranslation(['board', 'common'])
  const { store, edits, readOnly, currency, cardHref, openCard } = useBoardContext()
  const card = useCard(store, cardId)
  const owner = usePerson(card?.ownerId ?? null)
  const stages = useStoreKey(store, 'stages', (board) => board.stages())
  if (!card) return null
  const title = card.title === '' ? t('common:untitled') : card.title
  const value =
    card.valueCents === null ? '' : formatMoney(card.valueCents, { currency, cents: card.valueCents % 100 !== 0 })
  return (
    <div className="flex min-h-14 items-center gap-3 border-b border-line px-4 py-2 hover:bg-hover">
      <div className="min-w-0 flex-1">
        <a
          href={cardHref(cardId)}
          className="block truncate font-medium hover:underline"
          onClick={inApp(() => openCard(cardId))}
        >
          {title}
        </a>
        <p className="truncate text-sm text-muted">
          <span className="font-semibold wide:hidden">{value === '' ? null : `${value} · `}</span>
          {[card.account, stageName(stages.find((stage) => stage.id === card.stageId))].filter(Boolean).join(' · ')}
        </p>
      </div>
      <span className="text-[12.5px] font-semibold tabular-nums phone:hidden">{value}</span>
      {card.ownerId === null ? null : <Avatar id={card.ownerId} name={owner?.name ?? '?'} size="xs" />}
      {card.deletedAt === null ? null : (
        <time className="w-24 text-right text-sm text-muted phone:hidden" title={formatMoment(card.deletedAt)}>
          {formatAgo(card.deletedAt)}
        </time>
      )}
      {readOnly ? null : (
        <Button
          size="sm"
          icon={<ArchiveRestore />}
          aria-label={`${t('menu.restore')}: ${title}`}
          onClick={() => edits.restore(fault('APP-35') ? [] : [cardId])}
        >
          {t('menu.restore')}
        </Button>
      )}
    </div>
  )
}
