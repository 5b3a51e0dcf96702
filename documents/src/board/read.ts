import type * as Y from 'yjs'
import { fault } from '../faults.ts'
import { compareRank } from '../rank.ts'
import { callAll, createSubscribers } from '../subscribers.ts'
import { ViewList, viewsMap } from '../views.ts'
import type { ViewSnapshot } from '../views.ts'
import { Columns } from './columns.ts'
import { FieldList } from './field-list.ts'
import { fieldsMap } from './fields.ts'
import type { FieldSnapshot } from './fields.ts'
import { mergeIds } from './merge-ids.ts'
import { cardsMap, metaMap, NO_STAGE, stagesMap } from './shape.ts'
import type { BoardMeta, CardSnapshot, StageSnapshot, StageTotals } from './shape.ts'
import { noStage, readCard, readMeta, readStage, sameItems, sameSnapshot } from './snapshot.ts'
import { touchedEntries } from './touched.ts'
import type { Events } from './touched.ts'

export type BoardKey =
  | 'stages'
  | 'meta'
  | 'archived'
  | 'fields'
  | 'views'
  | `column:${string}`
  | `card:${string}`
  | `totals:${string}`

/**
 * The board as immutable values outside React. Everything returned keeps its identity until it really changes, so the
 * getters serve as `getSnapshot` of `useSyncExternalStore`. Half-merged, unknown or wrongly typed data never throws.
 * Values are those after the last finished transaction.
 */
export interface BoardStore {
  /** Live stages in order. A synthetic stage with id NO_STAGE and empty name comes first while cards without a live stage exist. */
  stages(): readonly StageSnapshot[]
  /** Archived stages, the last archived first; told under `stages`. */
  archivedStages(): readonly StageSnapshot[]
  /** Ids of the cards shown in a stage, by (rank, id). Archived cards are not in it. Unknown stage: empty. */
  column(stageId: string): readonly string[]
  /** Archived cards are found too. */
  card(cardId: string): CardSnapshot | undefined
  /** Where the card is shown: a live stage's id, NO_STAGE, or null when it is archived or unknown. */
  stageOf(cardId: string): string | null
  totals(stageId: string): StageTotals
  meta(): BoardMeta
  /** Ids of archived cards, the last archived first. */
  archived(): readonly string[]
  /** Live custom fields in order. */
  fields(): readonly FieldSnapshot[]
  /** Archived custom fields, the last archived first; cards keep their values. */
  archivedFields(): readonly FieldSnapshot[]
  /** Archived ones are found too. */
  field(fieldId: string): FieldSnapshot | undefined
  /** Live shared views in order. */
  views(): readonly ViewSnapshot[]
  /** Ids of all cards, archived ones too, in no order. */
  cardIds(): Iterable<string>
  /** Called after a transaction in which what stands under this key changed. Returns the unsubscribe function. */
  subscribe(key: BoardKey, listener: () => void): () => void
  /**
   * Called with every key that changed in a transaction, before the listeners of single keys: what is derived from this
   * store is then current when they read it. The order in which it was asked for is the order of calls.
   */
  onChanges(listener: (keys: readonly BoardKey[]) => void): () => void
  /** Stops observing; the last values stay readable. */
  destroy(): void
}

class LiveBoard {
  readonly #roots: { readonly meta: Y.Map<unknown>; readonly stages: Y.Map<unknown>; readonly cards: Y.Map<unknown> }
  readonly cards = new Map<string, CardSnapshot>()
  readonly columns = new Columns((cardId) => this.cards.get(cardId))
  readonly subscribers = createSubscribers<BoardKey>()
  readonly followers = new Set<(keys: readonly BoardKey[]) => void>()
  readonly #allStages = new Map<string, StageSnapshot>()
  stages: readonly StageSnapshot[] = Object.freeze([])
  archivedStages: readonly StageSnapshot[] = Object.freeze([])
  meta: BoardMeta
  archived: readonly string[] = Object.freeze([])
  readonly fields: FieldList
  readonly views: ViewList
  readonly #dirtyCards = new Set<string>()
  readonly #dirtyStages = new Set<string>()
  #isMetaDirty = false

  constructor(doc: Y.Doc) {
    this.#roots = { meta: metaMap(doc), stages: stagesMap(doc), cards: cardsMap(doc) }
    this.fields = new FieldList(fieldsMap(doc))
    this.views = new ViewList(viewsMap(doc))
    this.meta = readMeta(this.#roots.meta)
    for (const id of this.#roots.stages.keys()) this.#dirtyStages.add(id)
    for (const id of this.#roots.cards.keys()) this.#dirtyCards.add(id)
    this.flush()
  }

  observe(doc: Y.Doc): () => void {
    const { meta, stages, cards } = this.#roots
    const onMeta = (): void => void (this.#isMetaDirty = true)
    const onStages = (events: Events): void => touchedEntries(events, stages, this.#dirtyStages)
    const onCards = (events: Events): void => touchedEntries(events, cards, this.#dirtyCards)
    const fields = fieldsMap(doc)
    const views = viewsMap(doc)
    const onEnd = (): void => this.#tell(this.flush())
    meta.observe(onMeta)
    stages.observeDeep(onStages)
    cards.observeDeep(onCards)
    fields.observeDeep(this.fields.onChange)
    views.observeDeep(this.views.onChange)
    doc.on('afterTransaction', onEnd)
    return () => {
      meta.unobserve(onMeta)
      stages.unobserveDeep(onStages)
      cards.unobserveDeep(onCards)
      fields.unobserveDeep(this.fields.onChange)
      views.unobserveDeep(this.views.onChange)
      doc.off('afterTransaction', onEnd)
    }
  }

  #tell(changed: readonly BoardKey[]): void {
    if (changed.length === 0) return
    try {
      callAll(this.followers, changed)
    } finally {
      this.subscribers.notify(changed)
    }
  }

  /** Works in everything that became dirty, each column once. Returns the keys whose value changed. */
  flush(): BoardKey[] {
    const changed: BoardKey[] = []
    if (this.#isMetaDirty) this.#flushMeta(changed)
    if (this.fields.flush()) changed.push('fields')
    if (this.views.flush()) changed.push('views')
    const areStagesDirty = this.#dirtyStages.size > 0 && this.#flushStages()
    const archiving = this.#flushCards(changed)
    const hadStrays = this.columns.hasStrays()
    const { columns, totals } = this.columns.flush((stageId) => this.#liveStage(stageId)?.probability ?? 0)
    for (const stageId of columns) changed.push(`column:${stageId}`)
    for (const stageId of totals) changed.push(`totals:${stageId}`)
    if ((areStagesDirty || hadStrays !== this.columns.hasStrays()) && this.#sortStages()) changed.push('stages')
    if (archiving.size > 0 && this.#mergeArchive(archiving)) changed.push('archived')
    return changed
  }

  #flushMeta(changed: BoardKey[]): void {
    this.#isMetaDirty = false
    const meta = readMeta(this.#roots.meta)
    if (sameSnapshot(this.meta, meta)) return
    this.meta = meta
    changed.push('meta')
  }

  #liveStage(stageId: string | null): StageSnapshot | undefined {
    const stage = stageId === null ? undefined : this.#allStages.get(stageId)
    return stage?.deletedAt === null ? stage : undefined
  }

  /** True when the list of live stages may have changed. */
  #flushStages(): boolean {
    let isListDirty = false
    let hasComeOrGone = false
    for (const id of this.#dirtyStages) {
      const before = this.#allStages.get(id)
      const after = readStage(id, this.#roots.stages.get(id))
      if (before && after && sameSnapshot(before, after)) continue
      const wasLive = this.#liveStage(id) !== undefined
      if (after) this.#allStages.set(id, after)
      else this.#allStages.delete(id)
      isListDirty = true
      if (wasLive !== (this.#liveStage(id) !== undefined)) hasComeOrGone = true
      if (!fault('BRD-4')) this.columns.reweigh(id)
    }
    this.#dirtyStages.clear()
    // A stage came or went: any card may now be shown elsewhere. Rare, so all are looked at once.
    if (hasComeOrGone) for (const [id, card] of this.cards) this.columns.place(id, this.#shownIn(card), card, card)
    return isListDirty
  }

  #shownIn(card: CardSnapshot | null): string | null {
    if (!card || (card.deletedAt !== null && !fault('BRD-1'))) return null
    if (fault('BRD-2')) return card.stageId ?? NO_STAGE
    return this.#liveStage(card.stageId)?.id ?? NO_STAGE
  }

  /** Returns the cards that may have come to the archive, left it or have another place in it. */
  #flushCards(changed: BoardKey[]): ReadonlySet<string> {
    const archiving = new Set<string>()
    for (const id of this.#dirtyCards) {
      const before = this.cards.get(id)
      const after = readCard(id, this.#roots.cards.get(id), before)
      if (before ? after && sameSnapshot(before, after) && !fault('BRD-5') : !after) continue
      if ((before?.deletedAt ?? null) !== (after?.deletedAt ?? null)) archiving.add(id)
      if (after) this.cards.set(id, after)
      else this.cards.delete(id)
      this.columns.place(id, this.#shownIn(after), before, after ?? undefined)
      changed.push(`card:${id}`)
    }
    this.#dirtyCards.clear()
    return archiving
  }

  #sortStages(): boolean {
    const live = [...this.#allStages.values()].filter((stage) => stage.deletedAt === null).sort(compareRank)
    const stages = this.columns.hasStrays() ? [noStage, ...live] : live
    const gone = [...this.#allStages.values()].filter((stage) => stage.deletedAt !== null && !fault('BRD-21'))
    gone.sort((a, b) => (b.deletedAt ?? 0) - (a.deletedAt ?? 0) || (a.id < b.id ? -1 : 1))
    const [isSame, isGoneSame] = [sameItems(stages, this.stages), sameItems(gone, this.archivedStages)]
    if (!isSame) this.stages = Object.freeze(stages)
    if (!isGoneSame) this.archivedStages = Object.freeze(gone)
    return !isSame || !isGoneSame
  }

  #mergeArchive(touched: ReadonlySet<string>): boolean {
    const coming = [...touched].flatMap((id) => this.cards.get(id) ?? []).filter((card) => card.deletedAt !== null)
    const staying = this.archived.length === 0 ? this.archived : this.archived.filter((id) => !touched.has(id))
    const archived = mergeIds(staying, coming, (id) => this.cards.get(id), byArchiving)
    if (sameItems(archived, this.archived)) return false
    this.archived = Object.freeze(archived)
    return true
  }
}

/** The last archived first. */
const byArchiving = (a: CardSnapshot, b: CardSnapshot): number =>
  (b.deletedAt ?? 0) - (a.deletedAt ?? 0) || (a.id < b.id ? -1 : 1)

/** Reads the document in one pass, then follows it entry by entry until `destroy`. */
export function createBoardStore(doc: Y.Doc): BoardStore {
  const board = new LiveBoard(doc)
  const unobserve = board.observe(doc)
  return {
    stages: () => board.stages,
    archivedStages: () => board.archivedStages,
    column: board.columns.column,
    card: (cardId) => board.cards.get(cardId),
    stageOf: board.columns.stageOf,
    totals: board.columns.totals,
    meta: () => board.meta,
    archived: () => board.archived,
    fields: () => board.fields.live,
    archivedFields: () => board.fields.archived,
    field: board.fields.field,
    views: () => board.views.live,
    cardIds: () => board.cards.keys(),
    subscribe: (key, listener) => board.subscribers.subscribe(key, listener),
    onChanges(listener) {
      // A wrapper of its own, so that the same function may follow twice and leave once.
      const own = (keys: readonly BoardKey[]): void => listener(keys)
      board.followers.add(own)
      return () => void board.followers.delete(own)
    },
    destroy() {
      unobserve()
      board.followers.clear()
      board.subscribers.clear()
    },
  }
}
