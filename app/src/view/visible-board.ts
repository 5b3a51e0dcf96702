import {
  callAll,
  compileQuery,
  createSubscribers,
  fault,
  isFiltering,
  NO_STAGE,
  percentOf,
  sameItems,
  sortedIds,
  type BoardKey,
  type BoardQuery,
  type BoardStore,
  type CardSnapshot,
  type CompiledQuery,
  type OrderContext,
  type Placed,
  type QueryContext,
  type StageTotals,
} from '@mutirao/documents'
import { frames } from '../engine/index.ts'

/** Who looks, on which day, and how people are called. */
export type Looker = Omit<QueryContext, 'isOpen'> & Pick<OrderContext, 'personName'>

/**
 * A board as a query shows it: a BoardStore whose columns, totals and archive hold the matching cards only, in the
 * query's order. Screens read it as they read the board itself. One changed card is judged once; columns it does not
 * touch keep their identity.
 */
export interface VisibleBoard extends BoardStore {
  /** The whole board, for what must not depend on a filter (limits, import, "is it empty"). */
  readonly base: BoardStore
  readonly query: BoardQuery
  /** True when cards are left out; without filter and sort everything is handed through as it is. */
  readonly isFiltered: boolean
  /**
   * All visible cards in one list (archived ones last if the query asks for them), in the query's order; without one,
   * stage by stage. Announced under the key `rows`.
   */
  readonly rows: () => readonly string[]
  /** Visible and all live cards. Announced under `rows`. */
  readonly counts: () => { readonly visible: number; readonly all: number }
  /** Like `subscribe`, for `rows()` and `counts()`. */
  readonly onRows: (listener: () => void) => () => void
  /** Keeps following the board until the returned function is called; one that nobody retains ends with its last user. */
  readonly retain: () => () => void
}

const noCards: readonly string[] = Object.freeze([])
const noTotals: StageTotals = Object.freeze({ count: 0, valueCents: 0, weightedCents: 0 })

interface Dirty {
  readonly stages: Set<string>
  archive: boolean
}

class Visible {
  readonly base: BoardStore
  readonly query: BoardQuery
  readonly #looker: Looker
  #compiled: CompiledQuery
  readonly #matching = new Set<string>()
  readonly #columns = new Map<string, readonly string[]>()
  readonly #totals = new Map<string, StageTotals>()
  #archived: readonly string[] = noCards
  #rows: readonly string[] | null = null
  #counts: { readonly visible: number; readonly all: number } | null = null
  readonly subscribers = createSubscribers<BoardKey | 'rows'>()
  readonly followers = new Set<(keys: readonly BoardKey[]) => void>()

  constructor(base: BoardStore, query: BoardQuery, looker: Looker) {
    this.base = base
    this.query = query
    this.#looker = looker
    this.#compiled = this.#compile()
    for (const cardId of base.cardIds()) this.#judge(cardId)
    for (const { id } of base.stages()) this.#rebuild(id)
    this.#archived = this.#visibleArchive()
  }

  column = (stageId: string): readonly string[] => this.#columns.get(stageId) ?? noCards
  totals = (stageId: string): StageTotals => this.#totals.get(stageId) ?? noTotals
  archived = (): readonly string[] => this.#archived
  rows = (): readonly string[] => (this.#rows ??= Object.freeze(this.#makeRows()))
  counts = (): { readonly visible: number; readonly all: number } => {
    const sum = (count: (stageId: string) => number) => this.base.stages().reduce((all, { id }) => all + count(id), 0)
    this.#counts ??= Object.freeze({
      visible: sum((stageId) => this.column(stageId).length),
      all: sum((stageId) => (fault('VIS-2') ? this : this.base).totals(stageId).count),
    })
    return this.#counts
  }

  #compile(): CompiledQuery {
    const open = new Set(this.base.stages().flatMap((stage) => (stage.kind === 'open' ? [stage.id] : [])))
    return compileQuery(this.query, {
      ...this.#looker,
      isOpen: (stageId) => open.has(stageId),
      fields: this.base.fields(),
    })
  }

  /** Looks at one card. True when it came into sight or went out of it. */
  #judge(cardId: string): boolean {
    const card = this.base.card(cardId)
    const was = this.#matching.has(cardId)
    const is = card !== undefined && this.#compiled.matches(card, this.#stageOf(card))
    if (is) this.#matching.add(cardId)
    else this.#matching.delete(cardId)
    return was !== is
  }
  #stageOf = (card: CardSnapshot): string => this.base.stageOf(card.id) ?? card.stageId ?? NO_STAGE

  /** What the base says has changed, told on as what changed for those who look through this query. */
  follow(keys: readonly BoardKey[]): void {
    const dirty: Dirty = { stages: new Set(), archive: false }
    const changed: (BoardKey | 'rows')[] = []
    for (const key of keys) {
      if (key.startsWith('card:')) this.#noteCard(key.slice(5), dirty)
      else if (key.startsWith('column:') || key.startsWith('totals:')) dirty.stages.add(key.slice(7))
      else if (key === 'archived') dirty.archive = true
      if (!/^(?:column:|totals:|archived$)/.test(key)) changed.push(key)
    }
    // A field's options decide the order of its values.
    if (keys.includes('stages') || keys.includes('fields')) this.#noteEverything(dirty)
    for (const stageId of dirty.stages) changed.push(...this.#rebuild(stageId))
    if (dirty.archive && this.#rebuildArchive()) changed.push('archived')
    this.#tell(changed)
  }

  #noteCard(cardId: string, dirty: Dirty): void {
    const toggled = this.#judge(cardId)
    if (toggled || this.base.card(cardId)?.deletedAt !== null) dirty.archive = true
    const stageId = this.base.stageOf(cardId)
    // Also a card that stays in sight: its value counts, and a sort may put it elsewhere.
    if (stageId !== null && (toggled || (this.#matching.has(cardId) && !fault('VIS-1')))) dirty.stages.add(stageId)
  }

  /** Stages opened, closed, came or went: rare, so everything is looked at once. */
  #noteEverything(dirty: Dirty): void {
    this.#compiled = this.#compile()
    for (const cardId of this.base.cardIds()) this.#judge(cardId)
    for (const stageId of this.#columns.keys()) dirty.stages.add(stageId)
    for (const { id } of this.base.stages()) dirty.stages.add(id)
    dirty.archive = true
  }

  /** Looks at the whole board anew: for the time in which it was not followed. */
  refresh(): void {
    this.follow(['stages', 'meta', ...[...this.base.cardIds()].map((cardId): BoardKey => `card:${cardId}`)])
  }

  #tell(changed: (BoardKey | 'rows')[]): void {
    if (changed.some((key) => key !== 'meta')) {
      this.#rows = null
      this.#counts = null
      changed.push('rows')
    }
    try {
      callAll(
        this.followers,
        changed.filter((key) => key !== 'rows'),
      )
    } finally {
      this.subscribers.notify(changed)
    }
  }

  #placed(cardId: string, stageId: string): Placed[] {
    const card = this.base.card(cardId)
    return card ? [{ card, stageId }] : []
  }
  #order(): OrderContext {
    const index = new Map(this.base.stages().map(({ id }, at) => [id, at]))
    return {
      personName: this.#looker.personName,
      stageIndex: (stageId) => index.get(stageId) ?? index.size,
      customKey: (fieldId, value) => {
        const field = this.base.field(fieldId)
        if (field?.type === 'person') return this.#looker.personName(String(value))
        if (field?.type !== 'choice') return value
        const place = field.options.findIndex((option) => option.id === value)
        return place < 0 ? field.options.length : place
      },
    }
  }

  #visibleColumn(stageId: string): readonly string[] {
    const all = this.base.column(stageId)
    const visible = isFiltering(this.query) ? all.filter((cardId) => this.#matching.has(cardId)) : all
    const { sort } = this.query
    if (sort === null) return visible
    return sortedIds(
      visible.flatMap((cardId) => this.#placed(cardId, stageId)),
      sort,
      this.#order(),
    )
  }

  #rebuild(stageId: string): BoardKey[] {
    const changed: BoardKey[] = []
    const before = this.column(stageId)
    const after = this.#visibleColumn(stageId)
    if (!sameItems(before, after) || fault('VIS-3')) {
      this.#columns.set(stageId, Object.freeze(after))
      changed.push(`column:${stageId}`)
    }
    const [was, is] = [this.totals(stageId), this.#sum(stageId)]
    if (was.count !== is.count || was.valueCents !== is.valueCents || was.weightedCents !== is.weightedCents) {
      this.#totals.set(stageId, Object.freeze(is))
      changed.push(`totals:${stageId}`)
    }
    return changed
  }

  #sum(stageId: string): StageTotals {
    if (!isFiltering(this.query)) return this.base.totals(stageId)
    const column = this.column(stageId)
    let valueCents = 0
    for (const cardId of column) valueCents += this.base.card(cardId)?.valueCents ?? 0
    const probability = this.base.stages().find(({ id }) => id === stageId)?.probability ?? 0
    return { count: column.length, valueCents, weightedCents: percentOf(valueCents, probability) }
  }

  /** The archive is a place of its own: the query's conditions hold there, its choice of live or archived does not. */
  #visibleArchive(): readonly string[] {
    const all = this.base.archived()
    if (!isFiltering(this.query)) return all
    const judge = this.query.archived === 'no' ? this.#archiveJudge() : this.#compiled
    return all.filter((cardId) => {
      const card = this.base.card(cardId)
      return card !== undefined && judge.matches(card, this.#stageOf(card))
    })
  }
  #archiveJudge(): CompiledQuery {
    return compileQuery(
      { ...this.query, archived: 'only' },
      { ...this.#looker, isOpen: () => false, fields: this.base.fields() },
    )
  }
  #rebuildArchive(): boolean {
    const after = this.#visibleArchive()
    if (sameItems(this.#archived, after)) return false
    this.#archived = Object.freeze(after)
    return true
  }

  #makeRows(): string[] {
    const stages = this.base.stages()
    const archived = this.query.archived === 'no' ? [] : this.#archived
    const { sort } = this.query
    if (sort === null) return [...stages.flatMap(({ id }) => this.column(id)), ...archived]
    const live = stages.flatMap(({ id }) => this.column(id).flatMap((cardId) => this.#placed(cardId, id)))
    const old = archived.flatMap((cardId) => this.#placed(cardId, this.base.card(cardId)?.stageId ?? NO_STAGE))
    return sortedIds([...live, ...old], sort, this.#order())
  }
}

/**
 * Judges every card once, then follows the board. Made in a render, which may never reach the screen: the board holds it
 * weakly until somebody retains it.
 */
export function createVisibleBoard(base: BoardStore, query: BoardQuery, looker: Looker): VisibleBoard {
  const visible = new Visible(base, query, looker)
  const lifeline = followWeakly(visible)
  return {
    base,
    query,
    isFiltered: isFiltering(query),
    stages: () => base.stages(),
    column: visible.column,
    card: (cardId) => base.card(cardId),
    stageOf: (cardId) => base.stageOf(cardId),
    totals: visible.totals,
    meta: () => base.meta(),
    archived: visible.archived,
    archivedStages: () => base.archivedStages(),
    fields: () => base.fields(),
    archivedFields: () => base.archivedFields(),
    field: (fieldId) => base.field(fieldId),
    views: () => base.views(),
    cardIds: () => base.cardIds(),
    rows: visible.rows,
    counts: visible.counts,
    subscribe: (key, listener) => visible.subscribers.subscribe(key, listener),
    onRows: (listener) => frames.follow(listener, (later) => visible.subscribers.subscribe('rows', later)),
    onChanges(listener) {
      const own = (keys: readonly BoardKey[]): void => listener(keys)
      visible.followers.add(own)
      return () => void visible.followers.delete(own)
    },
    retain: lifeline.retain,
    destroy() {
      lifeline.stop()
      visible.followers.clear()
      visible.subscribers.clear()
    },
  }
}

function followWeakly(visible: Visible): { readonly retain: () => () => void; readonly stop: () => void } {
  const held = new WeakRef(visible)
  const { base } = visible
  const start = () => {
    const end = base.onChanges((keys) => {
      const follower = held.deref()
      if (follower) follower.follow(keys)
      else end()
    })
    return end
  }
  let stop: (() => void) | null = start()
  let holders = 0
  const halt = () => {
    stop?.()
    stop = null
  }
  return {
    stop: halt,
    retain() {
      holders++
      if (stop === null) {
        stop = start()
        visible.refresh()
      }
      let released = false
      return () => {
        if (released) return
        released = true
        holders--
        if (holders === 0 && !fault('VIS-4')) halt()
      }
    },
  }
}
