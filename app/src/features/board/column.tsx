import { clsx } from 'clsx'
import { Plus, TriangleAlert } from 'lucide-react'
import { NO_STAGE, type StageSnapshot } from '@mutirao/documents'
import { memo, useEffect, useId, useRef, useState } from 'react'
import { useColumn, useStoreKey } from '../../engine/index.ts'
import { formatMoney, formatNumber, useTranslation } from '../../i18n/index.ts'
import { IconButton, Tooltip } from '../../ui/index.ts'
import { CardList, type CardListHandle } from './card-list.tsx'
import { useBoardContext } from './context.ts'
import { stageName } from './moves.ts'
import { QuickAdd } from './quick-add.tsx'

/** One stage: head with count and sums, and its cards. `alone`: it fills the phone's screen and the head is elsewhere. */
export const Column = memo(function Column({
  stage,
  alone = false,
}: {
  readonly stage: StageSnapshot
  readonly alone?: boolean
}) {
  const { t } = useTranslation('board')
  const { store, controller, readOnly } = useBoardContext()
  const cardIds = useColumn(store, stage.id)
  const [adding, setAdding] = useState(false)
  const section = useRef<HTMLElement>(null)
  const list = useRef<CardListHandle>(null)
  const headId = useId()
  const name = stageName(stage)

  useEffect(
    () =>
      controller.register({
        stageId: stage.id,
        element: () => section.current,
        scroller: () => list.current?.scroller() ?? null,
        indexAt: (clientY) => list.current?.indexAt(clientY) ?? 0,
        reveal: (cardId) => {
          const found = list.current?.reveal(cardId) ?? false
          if (found) section.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
          return found
        },
      }),
    [controller, stage.id],
  )
  useEffect(
    () => controller.onAdd((stageId) => (stageId === stage.id ? setAdding(true) : undefined)),
    [controller, stage.id],
  )

  return (
    <section
      ref={section}
      aria-labelledby={headId}
      data-stage={stage.id}
      className={clsx('flex min-h-0 flex-col', alone ? 'w-full flex-1' : 'w-[272px] flex-none')}
    >
      <header
        className={clsx(
          'grid grid-cols-[auto_1fr_auto] items-center gap-x-[7px] gap-y-0.5 px-1 pb-2',
          alone && 'sr-only',
        )}
      >
        <span aria-hidden className="size-2 rounded-[3px]" style={{ background: stage.color }} />
        <h2 id={headId} className="flex min-w-0 items-baseline font-semibold">
          <span className="truncate">{name}</span>
          <span className="ml-1.5 font-normal text-soft tabular-nums">
            {formatNumber(cardIds.length)}
            <span className="sr-only"> {t('cards', { count: cardIds.length }).replace(/^\d+ /, '')}</span>
          </span>
          <OverLimit stage={stage} count={cardIds.length} />
        </h2>
        {readOnly || stage.id === NO_STAGE ? (
          <span />
        ) : (
          <IconButton size="sm" label={t('addHere', { stage: name })} shortcut="n" onClick={() => setAdding(true)}>
            <Plus />
          </IconButton>
        )}
        <Sums stage={stage} className="col-span-2 col-start-2" />
      </header>
      {adding ? (
        <div className={alone ? 'px-3.5' : ''}>
          <QuickAdd stageId={stage.id} stage={name} onClose={() => setAdding(false)} />
        </div>
      ) : null}
      <CardList ref={list} stage={stage} cardIds={cardIds} alone={alone} />
    </section>
  )
})

/** The sum of what lies here, and what it is worth at the stage's probability. */
export function Sums({ stage, className }: { readonly stage: StageSnapshot; readonly className?: string }) {
  const { t } = useTranslation('board')
  const { store, currency } = useBoardContext()
  const totals = useStoreKey(store, `totals:${stage.id}`, (board) => board.totals(stage.id))
  if (stage.id === NO_STAGE) return <p className={clsx('truncate text-sm text-muted', className)}>{t('noStageHint')}</p>
  return (
    <p className={clsx('truncate text-sm text-muted tabular-nums', className)}>
      {formatMoney(totals.valueCents, { currency })}
      <span className="text-soft" title={t('weightedTitle', { probability: stage.probability })}>
        {' · '}
        {t('weighted', { amount: formatMoney(totals.weightedCents, { currency }) })}
      </span>
    </p>
  )
}

function OverLimit({ stage, count }: { readonly stage: StageSnapshot; readonly count: number }) {
  const { t } = useTranslation('board')
  if (stage.wipLimit === null || count <= stage.wipLimit) return null
  const label = t('overLimit', { limit: stage.wipLimit })
  return (
    <Tooltip
      label={label}
      trigger={
        <span className="ml-1.5 inline-flex text-amber">
          <TriangleAlert aria-hidden className="size-3.5" />
          <span className="sr-only">{label}</span>
        </span>
      }
    />
  )
}
