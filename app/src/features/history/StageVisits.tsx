/** The way of a card through the stages, with how long it stayed in each. */
import { boardName, stageVisits, type BoardStore, type CardSnapshot } from '@mutirao/documents'
import { ChevronRight } from 'lucide-react'
import { useMemo } from 'react'
import { formatMoment, useTranslation } from '../../i18n/index.ts'
import { Dot, useNow } from '../../ui/index.ts'
import type { FeedSource } from './feed.ts'
import { spanText } from './span-text.ts'
import { useFeed } from './use-feed.ts'

export interface StageVisitsProps {
  readonly boardId: string
  readonly store: BoardStore
  readonly card: CardSnapshot
  /** See `useHistoryMoved`. */
  readonly moved: number
}

export function StageVisits({ boardId, store, card, moved }: StageVisitsProps) {
  const { t } = useTranslation('history')
  const sources = useMemo<readonly FeedSource[]>(
    () => [{ name: boardName(boardId), kind: 'board', query: { entry: card.id, field: 'pos', limit: 500 } }],
    [boardId, card.id],
  )
  const { state } = useFeed(sources, moved)
  const visits = useMemo(() => stageVisits(state.items.toReversed().flatMap(({ group }) => group.facts)), [state.items])
  const nowMs = useNow()
  if (visits.length === 0) return null
  const stages = new Map([...store.archivedStages(), ...store.stages()].map((stage) => [stage.id, stage]))
  return (
    <ol aria-label={t('visits')} className="flex flex-wrap items-center gap-x-1 gap-y-1.5 border-b border-line py-2.5">
      {visits.map(({ stageId, fromMs, toMs }, i) => {
        const stage = stages.get(stageId)
        return (
          <li key={`${stageId} ${fromMs}`} className="flex min-w-0 items-center gap-1">
            {i === 0 ? null : <ChevronRight aria-hidden className="size-3.5 flex-none text-faint" />}
            <span title={formatMoment(fromMs)} className="flex min-w-0 items-center gap-1.5">
              <Dot color={stage?.color ?? ''} />
              <span className={toMs === null ? 'truncate font-medium' : 'truncate'}>{stage?.name ?? '…'}</span>
              <span className="flex-none text-soft tabular-nums">{spanText((toMs ?? nowMs) - fromMs, t)}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
