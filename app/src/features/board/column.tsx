import { clsx } from 'clsx'
import type { StageSnapshot } from '@mutirao/documents'
import { memo, useEffect, useId, useRef, useState } from 'react'
import { useColumn } from '../../engine/index.ts'
import { CardList, type CardListHandle } from './card-list.tsx'
import { useBoardContext } from './context.ts'
import { stageName } from './moves.ts'
import { QuickAdd } from './quick-add.tsx'
import { StageHead } from './stage-head.tsx'

/** One stage: head with count and sums, and its cards. `alone`: it fills the phone's screen and the head is elsewhere. */
export const Column = memo(function Column({
  stage,
  alone = false,
}: {
  readonly stage: StageSnapshot
  readonly alone?: boolean
}) {
  const { store, controller } = useBoardContext()
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
        lane: null,
        place: stage.id,
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
      <StageHead stage={stage} headId={headId} count={cardIds.length} hidden={alone} onAdd={() => setAdding(true)} />
      {adding ? (
        <div className={alone ? 'px-3.5' : ''}>
          <QuickAdd stageId={stage.id} stage={name} onClose={() => setAdding(false)} />
        </div>
      ) : null}
      <CardList ref={list} stage={stage} cardIds={cardIds} alone={alone} />
    </section>
  )
})
