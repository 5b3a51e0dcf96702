import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import {
  readDocumentAt,
  readNamedMoments,
  readTimeline,
  type DocumentAt,
  type NamedMoment,
  type Timeline,
} from '../../../engine/index.ts'
import { errorSentence } from '../../../i18n/index.ts'
import { useHistoryMoved } from '../use-feed.ts'
import { barsOf, type Bar } from './bars.ts'
import { readMark, readRowMark, writeMark, type RowMark, type Spot } from './marks.ts'
import { createMoments, type Moments, type MomentsState } from './moments.ts'

/** Everything about one document's life that is not its content. `V`: what a person sees of a moment. */
export interface Inspected<V> {
  readonly name: string
  readonly moments: Moments<V>
  readonly state: MomentsState<V>
  readonly bars: readonly Bar[]
  /** Why the timeline could not be read. */
  readonly problem: string | null
  /** See `useHistoryMoved`. */
  readonly moved: number
  readonly named: readonly NamedMoment[]
  /** Reads the named ones again. */
  readonly renamed: () => void
  /** The moment somebody put aside to compare others with. */
  readonly held: RowMark | null
  /** What the moment on the screen is compared with; null: now. */
  readonly other: RowMark | null
  /** Keeps a moment as the other side of the comparison. */
  readonly hold: (mark: RowMark) => void
  readonly choose: (mark: RowMark | null) => void
}

/** The moments in the address: read once, then written whenever they rest. */
export interface InAddress {
  readonly spot: Spot
  readonly onSpot: (spot: Spot) => void
}

const bucketCount = 120

/** @param viewOf the same function every time */
export function useInspected<V>(name: string, viewOf: (at: DocumentAt) => V, address: InAddress): Inspected<V> {
  const moments = useMemo(() => createMoments((moment) => readDocumentAt(name, moment), viewOf), [name, viewOf])
  const state = useSyncExternalStore(moments.subscribe, moments.state)
  const moved = useHistoryMoved(name)
  const { timeline, problem } = useTimeline(name, moved)
  const bars = useMemo(() => (timeline ? barsOf(timeline) : []), [timeline])
  const { named, renamed } = useNamed(name, moved)
  const [first] = useState(address.spot)
  useEffect(() => {
    const mark = readMark(first.em)
    if (mark) moments.show(mark.atMs, mark.seq ?? undefined)
  }, [moments, first])
  const [held, setHeld] = useState(() => readRowMark(first.com))
  const [other, choose] = useState(held)
  const hold = useCallback((mark: RowMark) => (setHeld(mark), choose(mark)), [])
  useSpot(state, other, address)
  return { name, moments, state, bars, problem, moved, named, renamed, held, other, hold, choose }
}

/** Browsers take no address per frame of a film. */
const restMs = 300

function useSpot(state: MomentsState<unknown>, other: RowMark | null, { spot, onSpot }: InAddress) {
  const { askedMs, askedSeq } = state
  const em = askedMs === null ? undefined : writeMark({ atMs: askedMs, seq: askedSeq })
  const com = other === null ? undefined : writeMark(other)
  useEffect(() => {
    if (spot.em === em && spot.com === com) return
    const timer = setTimeout(
      () => onSpot({ ...(em === undefined ? {} : { em }), ...(com === undefined ? {} : { com }) }),
      restMs,
    )
    return () => clearTimeout(timer)
  }, [em, com, spot.em, spot.com, onSpot])
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

function useNamed(name: string, moved: number) {
  const [named, setNamed] = useState<readonly NamedMoment[]>([])
  const [times, setTimes] = useState(0)
  useEffect(() => {
    let gone = false
    readNamedMoments(name).then(
      (moments) => (gone ? undefined : setNamed(moments)),
      // The timeline beside fails too and says why.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [name, moved, times])
  return { named, renamed: useCallback(() => setTimes((before) => before + 1), []) }
}
