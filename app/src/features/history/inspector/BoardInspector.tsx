import { boardAt, boardName, compareBoards, compareParts, type BoardStore } from '@mutirao/documents'
import { useEffect, useMemo, useState } from 'react'
import type { DocumentAt } from '../../../engine/index.ts'
import { formatMoney, formatNumber, useTranslation } from '../../../i18n/index.ts'
import { useHistoryNames } from '../names.ts'
import { Banner } from './Banner.tsx'
import { BoardThen } from './BoardThen.tsx'
import { CardPicker } from './CardPicker.tsx'
import { Compare } from './Compare.tsx'
import { Comparing } from './Comparing.tsx'
import { InspectorFrame, type InspectedPlace } from './InspectorFrame.tsx'
import { RestoreChoice } from './RestoreChoice.tsx'
import { useComparison } from './use-comparison.ts'
import { useInspected } from './use-inspected.ts'

export interface BoardInspectorProps {
  readonly place: InspectedPlace
  readonly boardId: string
  readonly store: BoardStore
}

const boardOf = ({ state }: DocumentAt): BoardStore => boardAt(state)

export function BoardInspector({ place, boardId, store }: BoardInspectorProps) {
  const name = boardName(boardId)
  const inspected = useInspected(name, boardOf, place)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { state, problem } = inspected
  const names = useHistoryNames(store)
  const then = state.shown?.view ?? null
  const version = useVersion(store)
  const difference = useMemo(() => (then ? differenceAt(then, store, version) : null), [then, store, version])
  const comparison = useComparison(inspected, store, boardOf)
  const choose = (cardId: string) => {
    const next = new Set(chosen)
    if (!next.delete(cardId)) next.add(cardId)
    setChosen(next)
  }
  return (
    <InspectorFrame
      place={place}
      kind="board"
      names={names}
      picker={<CardPicker place={place} boardId={boardId} cardId={null} store={store} />}
      inspected={inspected}
      banner={
        <Banner state={state} problem={problem}>
          {difference ? <Since store={store} difference={difference} /> : null}
        </Banner>
      }
      content={(view) =>
        view === 'compare' ? (
          <Comparing inspected={inspected} comparison={comparison}>
            {(before, after) => (
              <Compare inspected={inspected} then={before} now={after} names={names} version={version} />
            )}
          </Comparing>
        ) : (
          <BoardThen board={then ?? store} difference={difference} chosen={chosen} onChoose={choose} />
        )
      }
      restore={
        state.shown ? (
          <RestoreChoice
            kind="board"
            name={name}
            seq={state.shown.at.seq}
            atMs={state.shown.at.atMs}
            chosen={[...chosen]}
            onDone={() => setChosen(new Set())}
          />
        ) : null
      }
    />
  )
}

function Since({
  store,
  difference,
}: {
  readonly store: BoardStore
  readonly difference: ReturnType<typeof differenceAt>
}) {
  const { t } = useTranslation('inspector')
  const { currency } = store.meta()
  const changed = new Set([...difference.changed, ...difference.moved].map(({ cardId }) => cardId)).size
  const counts = [
    ['sinceChanged', changed],
    ['sinceAdded', difference.added.length],
    ['sinceRemoved', difference.removed.length],
    ['sinceParts', difference.parts.length],
  ] as const
  const said = counts.flatMap(([key, count]) => (count === 0 ? [] : [t(key, { count, n: formatNumber(count) })]))
  return t('since', {
    what: said.length === 0 ? t('sinceNothing') : said.join(', '),
    before: formatMoney(difference.thenCents, { currency }),
    now: formatMoney(difference.nowCents, { currency }),
  })
}

/** Counts the transactions of a living board: what is derived from all of it is made anew with the number. */
function useVersion(store: BoardStore): number {
  const [version, setVersion] = useState(0)
  useEffect(() => store.onChanges(() => setVersion((before) => before + 1)), [store])
  return version
}

const differenceAt = (then: BoardStore, now: BoardStore, _version: number) => ({
  ...compareBoards(then, now),
  parts: compareParts(then, now),
})
