import { boardAt, boardName, compareBoards, type BoardStore } from '@mutirao/documents'
import { useEffect, useMemo, useState } from 'react'
import { readDocumentAt, type DocumentAt, type NamedMoment } from '../../../engine/index.ts'
import { formatMoney, formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Select } from '../../../ui/index.ts'
import { Banner } from './Banner.tsx'
import { BoardThen } from './BoardThen.tsx'
import { Compare } from './Compare.tsx'
import { InspectorFrame, type InspectedPlace } from './InspectorFrame.tsx'
import { RestoreChoice } from './RestoreChoice.tsx'
import { useInspected } from './use-inspected.ts'

export interface BoardInspectorProps {
  readonly place: InspectedPlace
  readonly store: BoardStore
}

const boardOf = ({ state }: DocumentAt): BoardStore => boardAt(state)

export function BoardInspector({ place, store }: BoardInspectorProps) {
  const name = boardName(place.boardId)
  const inspected = useInspected(name, boardOf)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { state, named, problem } = inspected
  const then = state.shown?.view ?? null
  const version = useVersion(store)
  const difference = useMemo(() => (then ? differenceAt(then, store, version) : null), [then, store, version])
  const choose = (cardId: string) => {
    const next = new Set(chosen)
    if (!next.delete(cardId)) next.add(cardId)
    setChosen(next)
  }
  return (
    <InspectorFrame
      place={place}
      store={store}
      kind="board"
      inspected={inspected}
      banner={
        <Banner state={state} problem={problem}>
          {difference ? <Since store={store} difference={difference} /> : null}
        </Banner>
      }
      content={(view) =>
        view === 'compare' && then ? (
          <Compared name={name} then={then} now={store} named={named} version={version} />
        ) : (
          <BoardThen board={then ?? store} difference={difference} chosen={chosen} onChoose={choose} />
        )
      }
      restore={
        state.shown ? (
          <RestoreChoice
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
  readonly difference: ReturnType<typeof compareBoards>
}) {
  const { t } = useTranslation('inspector')
  const { currency } = store.meta()
  return t('since', {
    changed: formatNumber(new Set([...difference.changed, ...difference.moved].map(({ cardId }) => cardId)).size),
    added: formatNumber(difference.added.length),
    removed: formatNumber(difference.removed.length),
    before: formatMoney(difference.thenCents, { currency }),
    now: formatMoney(difference.nowCents, { currency }),
  })
}

interface ComparedProps {
  readonly name: string
  readonly then: BoardStore
  readonly now: BoardStore
  readonly named: readonly NamedMoment[]
  readonly version: number
}

/** The moment on the screen beside now, or beside a moment with a name. */
function Compared({ name, then, now, named, version }: ComparedProps) {
  const { t } = useTranslation('inspector')
  const [id, setId] = useState('')
  const with_ = named.find((moment) => moment.id === id) ?? null
  const other = useBoardAt(name, with_?.seq ?? null)
  const against = with_ ? other : now
  const difference = useMemo(() => (against ? differenceAt(then, against, version) : null), [then, against, version])
  return (
    <>
      {named.length === 0 ? null : (
        <div className="px-5 pt-3">
          <Select
            label={t('compareWith')}
            className="max-w-80"
            value={id}
            onChange={setId}
            options={[
              { value: '', label: `${t('compareWith')}: ${t('now')}` },
              ...named.map((moment) => ({
                value: moment.id,
                label: `${t('compareWith')}: ${moment.name}`,
              })),
            ]}
          />
        </div>
      )}
      {against && difference ? (
        <Compare then={then} now={against} difference={difference} against={with_?.name ?? null} />
      ) : (
        <div aria-busy className="min-h-0 flex-1" />
      )}
    </>
  )
}

/** Null while it is being read. */
function useBoardAt(name: string, seq: number | null): BoardStore | null {
  const [read, setRead] = useState<{ readonly seq: number; readonly board: BoardStore } | null>(null)
  useEffect(() => {
    if (seq === null) return
    let gone = false
    readDocumentAt(name, { seq }).then(
      (at) => (gone ? undefined : setRead({ seq, board: boardOf(at) })),
      () => undefined, // the moment beside it says what is wrong
    )
    return () => {
      gone = true
    }
  }, [name, seq])
  return read?.seq === seq ? read.board : null
}

/** Counts the transactions of a living board: what is derived from all of it is made anew with the number. */
function useVersion(store: BoardStore): number {
  const [version, setVersion] = useState(0)
  useEffect(() => store.onChanges(() => setVersion((before) => before + 1)), [store])
  return version
}

const differenceAt = (then: BoardStore, now: BoardStore, _version: number) => compareBoards(then, now)
