import {
  cardContentAt,
  cardName,
  compareCardContents,
  type BoardStore,
  type EntriesDifference,
} from '@mutirao/documents'
import { useCallback, useMemo } from 'react'
import type { DocumentAt } from '../../../engine/index.ts'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Skeleton } from '../../../ui/index.ts'
import { useHistoryNames } from '../names.ts'
import { Banner } from './Banner.tsx'
import { CardPicker } from './CardPicker.tsx'
import { CardCompared, CardThen } from './CardThen.tsx'
import { Comparing } from './Comparing.tsx'
import { InspectorFrame, type InspectedPlace } from './InspectorFrame.tsx'
import { RestoreChoice } from './RestoreChoice.tsx'
import { useComparison } from './use-comparison.ts'
import { useInspected } from './use-inspected.ts'
import { useLatest } from './use-latest.ts'

export interface CardInspectorProps {
  readonly place: InspectedPlace
  readonly boardId: string
  readonly cardId: string
  readonly store: BoardStore
}

const contentOf = ({ state }: DocumentAt) => cardContentAt(state)
const nothing = cardContentAt({})

/** The document of one card: notes, checklist, comments. Its fields are the board's. */
export function CardInspector({ place, boardId, cardId, store }: CardInspectorProps) {
  const name = cardName(boardId, cardId)
  const inspected = useInspected(name, contentOf, place)
  const { state, moved, problem } = inspected
  const read = useLatest(name, moved, contentOf)
  const now = read ?? nothing
  const then = state.shown?.view ?? null
  const task = useCallback((id: string) => now.called(id) ?? then?.called(id) ?? null, [now, then])
  const names = useHistoryNames(store, task)
  const comparison = useComparison(inspected, read, contentOf)
  const difference = useMemo(() => compareCardContents(then ?? now, now), [then, now])
  return (
    <InspectorFrame
      place={place}
      kind="card"
      names={names}
      picker={<CardPicker place={place} boardId={boardId} cardId={cardId} store={store} />}
      inspected={inspected}
      banner={
        <Banner state={state} problem={problem}>
          <Since difference={difference} />
        </Banner>
      }
      content={(view) =>
        then === null && read === null ? (
          // Not yet known is not the same as nothing.
          <Skeleton className="m-5 h-40 max-w-xl" />
        ) : view === 'compare' ? (
          <Comparing inspected={inspected} comparison={comparison}>
            {(before, after) => <CardCompared difference={compareCardContents(before.view, after.view)} />}
          </Comparing>
        ) : (
          <CardThen content={then ?? now} difference={then ? difference : null} />
        )
      }
      restore={
        state.shown ? (
          <RestoreChoice
            kind="card"
            name={name}
            seq={state.shown.at.seq}
            atMs={state.shown.at.atMs}
            chosen={[]}
            onDone={() => undefined}
          />
        ) : null
      }
    />
  )
}

function Since({ difference }: { readonly difference: ReturnType<typeof compareCardContents> }) {
  const { t } = useTranslation('inspector')
  const count = ({ added, removed, changed }: EntriesDifference<unknown>) =>
    added.length + removed.length + changed.length
  const counts = [
    ['sinceTexts', difference.notes.length],
    ['sinceItems', count(difference.checklist)],
    ['sinceComments', count(difference.comments)],
    ['sinceFiles', count(difference.attachments)],
  ] as const
  const said = counts.flatMap(([key, n]) => (n === 0 ? [] : [t(key, { n: formatNumber(n) })]))
  return t('sinceCard', { what: said.join(' · ') })
}
