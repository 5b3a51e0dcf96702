import type { StageSnapshot } from '@mutirao/documents'
import { memo, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type Ref } from 'react'
import { useColumn, usePeople, usePerson } from '../../engine/index.ts'
import { formatMoney, formatNumber, useTranslation } from '../../i18n/index.ts'
import { Avatar } from '../../ui/index.ts'
import { useBoardThrough, type VisibleBoard } from '../../view/index.ts'
import { CardList, type CardListHandle } from './card-list.tsx'
import { BoardProvider } from './board-provider.tsx'
import { useBoardContext } from './context.ts'
import { placeIn } from './controller.ts'
import { laneQuery, lanesOf, noOwner } from './lanes.ts'
import { NewStage } from './new-stage.tsx'
import { QuickAdd } from './quick-add.tsx'
import { StageHead } from './stage-head.tsx'

/** All stages side by side, and in each the cards of one owner after the other. */
export function LaneBoard({
  ref,
  stages,
}: {
  readonly ref: Ref<HTMLDivElement>
  readonly stages: readonly StageSnapshot[]
}) {
  const { store, readOnly } = useBoardContext()
  const lanes = useLanes(store)
  return (
    <div
      ref={ref}
      // Inline: without a stylesheet (tests) lanes must still scroll, or every card would be rendered.
      style={{ minHeight: 0, flex: 1, overflow: 'auto' }}
      className="scroll-pt-14"
    >
      <div className="w-max min-w-full">
        <div className="sticky top-0 z-4 flex gap-2.5 bg-bg px-4 pt-3">
          {stages.map((stage) => (
            <LaneHead key={stage.id} stage={stage} />
          ))}
          {readOnly ? <span className="w-1.5 flex-none" /> : <NewStage wide />}
        </div>
        {lanes.map((lane) => (
          <NearLane key={lane} lane={lane} stages={stages} />
        ))}
      </div>
    </div>
  )
}

/** Which lanes there are; the list keeps its identity while it says the same. */
function useLanes(store: VisibleBoard): readonly string[] {
  const { members } = usePeople()
  const read = () => lanesOf(store, (userId) => members.get(userId)?.name ?? userId).join(' ')
  const spelled = useSyncExternalStore(store.onRows, read)
  return useMemo(() => spelled.split(' '), [spelled])
}

function LaneHead({ stage }: { readonly stage: StageSnapshot }) {
  const { store, controller } = useBoardContext()
  const count = useColumn(store, stage.id).length
  const [adding, setAdding] = useState(false)
  const name = stage.name
  useEffect(
    () => controller.onAdd((stageId) => (stageId === stage.id ? setAdding(true) : undefined)),
    [controller, stage.id],
  )
  return (
    <div className="w-[272px] flex-none">
      <StageHead
        stage={stage}
        headId={`stage-${stage.id}`}
        count={count}
        hidden={false}
        onAdd={() => setAdding(true)}
      />
      {adding ? <QuickAdd stageId={stage.id} stage={name} onClose={() => setAdding(false)} /> : null}
    </div>
  )
}

const nearPx = 500
const firstHeightPx = 220

/** Lanes far from the screen are only as high as they were: with many owners not everything can be there at once. */
const NearLane = memo(function NearLane({
  lane,
  stages,
}: {
  readonly lane: string
  readonly stages: readonly StageSnapshot[]
}) {
  const place = useRef<HTMLDivElement>(null)
  const [{ near, heightPx }, set] = useState({ near: false, heightPx: firstHeightPx })
  useEffect(() => {
    const element = place.current
    if (!element) return
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return
        const { isIntersecting, boundingClientRect } = entry
        // A lane that goes away leaves its height behind, or the board would jump.
        set({ near: isIntersecting, heightPx: boundingClientRect.height || firstHeightPx })
      },
      { rootMargin: `${nearPx}px` },
    )
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [])
  return (
    <div ref={place} style={near ? undefined : { height: heightPx }}>
      {near ? <Lane lane={lane} stages={stages} /> : null}
    </div>
  )
})

function Lane({ lane, stages }: { readonly lane: string; readonly stages: readonly StageSnapshot[] }) {
  const { t } = useTranslation(['board', 'common'])
  const board = useBoardContext()
  const { controller, currency } = board
  const store = useLaneStore(board.store, lane)
  const owner = usePerson(lane === noOwner ? null : lane)
  const name = lane === noOwner ? t('noOwner') : (owner?.name ?? t('common:unknownPerson'))
  useEffect(() => controller.registerLane(lane, store), [controller, lane, store])
  const value = useMemo(() => ({ ...board, store }), [board, store])
  const sum = useSyncExternalStore(store.onRows, () =>
    store.stages().reduce((cents, stage) => cents + store.totals(stage.id).valueCents, 0),
  )
  const count = useSyncExternalStore(store.onRows, () => store.counts().visible)
  return (
    <BoardProvider value={value}>
      <section aria-label={name} data-lane={lane} className="border-t border-line pb-2.5 first:border-0">
        <header className="sticky left-0 flex w-max items-center gap-2 px-4 pt-2 pb-1.5">
          {lane === noOwner ? null : <Avatar id={lane} name={name} size="xs" decorative />}
          <h3 className="font-semibold">{name}</h3>
          <span className="text-soft tabular-nums">
            {formatNumber(count)} · {formatMoney(sum, { currency })}
          </span>
        </header>
        <div className="flex gap-2.5 px-4">
          {stages.map((stage) => (
            <LaneCell key={stage.id} lane={lane} stage={stage} />
          ))}
        </div>
      </section>
    </BoardProvider>
  )
}

function useLaneStore(store: VisibleBoard, lane: string): VisibleBoard {
  const query = useMemo(() => laneQuery(store.query, lane), [store.query, lane])
  return useBoardThrough(store.base, query)
}

/** The cards of one owner in one stage. */
const LaneCell = memo(function LaneCell({ lane, stage }: { readonly lane: string; readonly stage: StageSnapshot }) {
  const { store, controller } = useBoardContext()
  const cardIds = useColumn(store, stage.id)
  const cell = useRef<HTMLDivElement>(null)
  const list = useRef<CardListHandle>(null)
  const reveal = useCallback((cardId: string) => {
    const found = list.current?.reveal(cardId) ?? false
    if (found) cell.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    return found
  }, [])
  useEffect(
    () =>
      controller.register({
        stageId: stage.id,
        lane,
        place: placeIn(stage.id, lane),
        element: () => cell.current,
        scroller: () => list.current?.scroller() ?? null,
        indexAt: (clientY) => list.current?.indexAt(clientY) ?? 0,
        reveal,
      }),
    [controller, stage.id, lane, reveal],
  )
  return (
    <div ref={cell} data-cell={stage.id} className="w-[272px] flex-none">
      <CardList ref={list} stage={stage} cardIds={cardIds} alone={false} lane={lane} />
    </div>
  )
})
