import { fault } from '../faults.ts'
import { compareRank } from '../rank.ts'
import { mergeIds } from './merge-ids.ts'
import { NO_STAGE } from './shape.ts'
import type { CardSnapshot, StageTotals } from './shape.ts'
import { percentOf, sameItems } from './snapshot.ts'

const noCards: readonly string[] = Object.freeze([])
const noTotals: StageTotals = Object.freeze({ count: 0, valueCents: 0, weightedCents: 0 })

type CardOf = (cardId: string) => CardSnapshot | undefined

/**
 * Sorted card ids and sums per stage. Moves are collected with `place` and worked in by `flush`, which walks every
 * touched column once, however many of its cards moved.
 */
export class Columns {
  readonly #cardOf: CardOf
  readonly #ids = new Map<string, readonly string[]>()
  readonly #sumCents = new Map<string, number>()
  readonly #totals = new Map<string, StageTotals>()
  readonly #stageOf = new Map<string, string>()
  /** Cards to take out of (and perhaps put back into) each column. */
  readonly #touched = new Map<string, Set<string>>()
  /** Columns some of whose touched cards stood in them. */
  readonly #left = new Set<string>()
  readonly #dirtyTotals = new Set<string>()

  constructor(cardOf: CardOf) {
    this.#cardOf = cardOf
  }

  column = (stageId: string): readonly string[] => this.#ids.get(stageId) ?? noCards
  totals = (stageId: string): StageTotals => this.#totals.get(stageId) ?? noTotals
  stageOf = (cardId: string): string | null => this.#stageOf.get(cardId) ?? null
  hasStrays = (): boolean => this.column(NO_STAGE).length > 0

  /** Notes that a card is now shown in this stage (null: in none), and what changed of it. */
  place(
    cardId: string,
    stageId: string | null,
    before: CardSnapshot | undefined,
    after: CardSnapshot | undefined,
  ): void {
    const from = this.#stageOf.get(cardId) ?? null
    if (from !== null) this.#add(from, -(before?.valueCents ?? 0))
    if (stageId !== null) this.#add(stageId, after?.valueCents ?? 0)
    if (from === stageId && before?.rank === after?.rank) return
    if (from !== null) {
      this.#touch(from, cardId)
      this.#left.add(from)
    }
    if (stageId === null) this.#stageOf.delete(cardId)
    else {
      this.#stageOf.set(cardId, stageId)
      this.#touch(stageId, cardId)
    }
  }

  /** The stage's probability changed: its weighted sum must be made anew. */
  reweigh(stageId: string): void {
    this.#dirtyTotals.add(stageId)
  }

  /** Rebuilds what was touched. Returns the stages whose column or totals really changed. */
  flush(probabilityOf: (stageId: string) => number): { readonly columns: string[]; readonly totals: string[] } {
    const columns: string[] = []
    for (const [stageId, touched] of this.#touched) {
      this.#dirtyTotals.add(stageId)
      const before = this.column(stageId)
      const after = this.#merge(stageId, before, touched)
      if (sameItems(before, after)) continue
      if (after.length > 0) this.#ids.set(stageId, Object.freeze(after))
      else this.#ids.delete(stageId)
      columns.push(stageId)
      if (touched.size > 1 && fault('BRD-7')) columns.push(stageId)
    }
    this.#touched.clear()
    this.#left.clear()
    return { columns, totals: this.#flushTotals(probabilityOf) }
  }

  #flushTotals(probabilityOf: (stageId: string) => number): string[] {
    const changed: string[] = []
    for (const stageId of this.#dirtyTotals) {
      const before = this.totals(stageId)
      const valueCents = this.#sumCents.get(stageId) ?? 0
      const count = this.column(stageId).length
      const weightedCents = percentOf(valueCents, probabilityOf(stageId))
      if (before.count === count && before.valueCents === valueCents && before.weightedCents === weightedCents) continue
      this.#totals.set(stageId, Object.freeze({ count, valueCents, weightedCents }))
      changed.push(stageId)
    }
    this.#dirtyTotals.clear()
    return changed
  }

  #add(stageId: string, cents: number): void {
    this.#dirtyTotals.add(stageId)
    this.#sumCents.set(stageId, (this.#sumCents.get(stageId) ?? 0) + cents)
  }

  #touch(stageId: string, cardId: string): void {
    const touched = this.#touched.get(stageId)
    if (touched) touched.add(cardId)
    else this.#touched.set(stageId, new Set([cardId]))
  }

  /** The column without the touched cards, then those of them that are in it now at their places. */
  #merge(stageId: string, before: readonly string[], touched: ReadonlySet<string>): readonly string[] {
    const coming: CardSnapshot[] = []
    for (const cardId of touched) {
      const card = this.#stageOf.get(cardId) === stageId ? this.#cardOf(cardId) : undefined
      if (card) coming.push(card)
    }
    // Only new ones: nobody has to be taken out.
    const staying = this.#left.has(stageId) ? before.filter((cardId) => !touched.has(cardId)) : before
    return mergeIds(staying, coming, this.#cardOf, compareRank)
  }
}
