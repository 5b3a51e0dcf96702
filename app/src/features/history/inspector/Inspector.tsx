/** `/admin/historico`: a board at any moment of its life, what changed since, and the way back. For administrators. */
import { Lock } from 'lucide-react'
import { boardName, compareBoards, type BoardStore } from '@mutirao/documents'
import { useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { readDocumentAt, readTimeline, useBoard, useMe, usePeople, type Timeline } from '../../../engine/index.ts'
import { errorSentence, formatMoment, formatMoney, formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Avatar, EmptyState, Segmented, Select, Skeleton } from '../../../ui/index.ts'
import { personName } from '../names.ts'
import { useHistoryMoved } from '../use-feed.ts'
import { barsOf } from './bars.ts'
import { BoardThen } from './BoardThen.tsx'
import { Compare } from './Compare.tsx'
import { Events } from './Events.tsx'
import { Integrity } from './Integrity.tsx'
import { createMoments, isBeforeAll, type MomentsState } from './moments.ts'
import { RestoreChoice } from './RestoreChoice.tsx'
import { TimelineBar } from './TimelineBar.tsx'

export interface InspectorProps {
  readonly boardId: string
  readonly boards: readonly { readonly id: string; readonly title: string }[]
  readonly onBoard: (boardId: string) => void
  /** The status pill. */
  readonly status: ReactNode
}

const bucketCount = 120
type View = 'then' | 'compare' | 'integrity'

export default function Inspector(props: InspectorProps) {
  const { t } = useTranslation('inspector')
  const me = useMe()
  const { store } = useBoard(props.boardId)
  if (me.role !== 'admin')
    return (
      <EmptyState icon={<Lock />} title={t('adminsOnly')}>
        {t('adminsOnlyText')}
      </EmptyState>
    )
  return store ? <Opened {...props} store={store} /> : <Skeleton className="m-4 h-40" />
}

function Opened({ boardId, boards, onBoard, status, store }: InspectorProps & { readonly store: BoardStore }) {
  const { t } = useTranslation('inspector')
  const name = boardName(boardId)
  const people = usePeople()
  const [view, setView] = useState<View>('then')
  const [actor, setActor] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const moments = useMemo(() => createMoments((timeMs) => readDocumentAt(name, { timeMs })), [name])
  const state = useSyncExternalStore(moments.subscribe, moments.state)
  const moved = useHistoryMoved(name)
  const { timeline, problem } = useTimeline(name, moved)
  const bars = useMemo(() => (timeline ? barsOf(timeline) : []), [timeline])
  const then = state.shown?.board ?? null
  const version = useVersion(store)
  const difference = useMemo(() => (then ? differenceAt(then, store, version) : null), [then, store, version])
  const persons = [...people.members.values()].toSorted((a, b) => a.name.localeCompare(b.name))
  const choose = (cardId: string) => {
    const next = new Set(chosen)
    if (!next.delete(cardId)) next.add(cardId)
    setChosen(next)
  }
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-[49px] flex-wrap items-center gap-2.5 border-b border-line px-4 py-2">
        <h1 className="text-md">{t('title')}</h1>
        <Select
          label={t('board')}
          className="max-w-60"
          value={boardId}
          onChange={onBoard}
          options={boards.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Segmented
          label={t('view')}
          value={view}
          onChange={(next) => setView(next as View)}
          options={[
            { value: 'then', label: t('views.past') },
            { value: 'compare', label: t('views.compare') },
            { value: 'integrity', label: t('views.integrity') },
          ]}
        />
        <Select
          label={t('person')}
          className="max-w-52"
          value={actor ?? ''}
          onChange={(next) => setActor(next === '' ? null : next)}
          options={[
            { value: '', label: t('everyone') },
            ...persons.map(({ id, name: label }) => ({
              value: id,
              label,
              icon: <Avatar id={id} name={label} size="xs" decorative />,
            })),
          ]}
        />
        <span className="flex-1" />
        {status}
      </header>
      {view === 'integrity' ? (
        <Integrity name={name} moved={moved} />
      ) : (
        <>
          <Banner state={state} store={store} difference={difference} problem={problem} />
          <div className="flex min-h-0 flex-1 phone:flex-col">
            <div className="flex min-h-0 min-w-0 flex-1 flex-col">
              {view === 'compare' && then && difference ? (
                <Compare then={then} now={store} difference={difference} />
              ) : (
                <BoardThen board={then ?? store} difference={difference} chosen={chosen} onChoose={choose} />
              )}
              <TimelineBar
                bars={bars}
                atMs={state.askedMs}
                onAt={(atMs) => moments.show(atMs)}
                personName={(id) => personName(people, id, t('server')) ?? id}
              >
                {state.shown ? (
                  <RestoreChoice
                    name={name}
                    seq={state.shown.at.seq}
                    atMs={state.shown.at.atMs}
                    chosen={[...chosen]}
                    onDone={() => setChosen(new Set())}
                  />
                ) : null}
              </TimelineBar>
            </div>
            <Events
              source={{ name, kind: 'board' }}
              store={store}
              untilSeq={state.shown?.at.seq ?? null}
              actor={actor}
              moved={moved}
              onMoment={({ group }) => moments.show(Math.max(...group.facts.map((fact) => fact.receivedAtMs)))}
            />
          </div>
        </>
      )}
    </div>
  )
}

/** Counts the transactions of a living board: what is derived from all of it is made anew with the number. */
function useVersion(store: BoardStore): number {
  const [version, setVersion] = useState(0)
  useEffect(() => store.onChanges(() => setVersion((before) => before + 1)), [store])
  return version
}

const differenceAt = (then: BoardStore, now: BoardStore, _version: number) => compareBoards(then, now)

interface BannerProps {
  readonly state: MomentsState
  readonly store: BoardStore
  readonly difference: ReturnType<typeof compareBoards> | null
  readonly problem: string | null
}

/** Says which moment this is and what lies between it and now, or what went wrong. */
function Banner({ state, store, difference, problem }: BannerProps) {
  const { t } = useTranslation('inspector')
  const wrong = state.error === null ? problem : isBeforeAll(state.error) ? t('beforeAll') : errorSentence(state.error)
  if (wrong !== null)
    return (
      <p role="alert" className="bg-amber-weak px-4 py-2 text-amber">
        {wrong}
      </p>
    )
  if (state.askedMs === null || !difference) return null
  const { currency } = store.meta()
  return (
    <output aria-busy={state.busy} className="block bg-amber-weak px-4 py-2 text-amber">
      {t('youSee', { moment: formatMoment(state.askedMs) })}{' '}
      {t('since', {
        changed: formatNumber(new Set([...difference.changed, ...difference.moved].map(({ cardId }) => cardId)).size),
        added: formatNumber(difference.added.length),
        removed: formatNumber(difference.removed.length),
        before: formatMoney(difference.thenCents, { currency }),
        now: formatMoney(difference.nowCents, { currency }),
      })}
    </output>
  )
}

function useTimeline(name: string, moved: number) {
  const [state, setState] = useState<{ readonly timeline: Timeline | null; readonly problem: string | null }>({
    timeline: null,
    problem: null,
  })
  useEffect(() => {
    let gone = false
    readTimeline(name, bucketCount).then(
      (timeline) => (gone ? undefined : setState({ timeline, problem: null })),
      (error: unknown) => (gone ? undefined : setState((before) => ({ ...before, problem: errorSentence(error) }))),
    )
    return () => {
      gone = true
    }
  }, [name, moved])
  return state
}
