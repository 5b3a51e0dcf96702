/** Letters that this copy of the document has taken out of a text because it wrote them elsewhere: what it did, and where. */
import * as Y from 'yjs'
import type { LetterId } from './heirs.ts'
import { isGone, itemAt, parentItem, type Unit } from './units.ts'

export interface Act {
  /** Moved: letters whose other copies are too many. Copied: as the editor changes a block. */
  readonly kind: 'moved' | 'copied'
  readonly source: Y.XmlText
  /** In their order, each with the letter that stands for it. */
  readonly units: readonly Unit[]
  readonly heirs: readonly LetterId[]
  readonly atMs: number
  /** Where what was copied was put in. */
  readonly place: string
}

/** Some minutes of changing blocks. */
const maxActs = 200

export class WrittenElsewhere {
  #acts: Act[] = []
  readonly #texts = new WeakSet<Y.XmlText>()
  readonly #doc: Y.Doc
  readonly #nowMs: () => number

  constructor(doc: Y.Doc, nowMs: () => number) {
    this.#doc = doc
    this.#nowMs = nowMs
  }

  get acts(): readonly Act[] {
    return this.#acts
  }

  /** Whether a letter was written here for another one. */
  isCopy(letter: LetterId): boolean {
    return this.#acts.some(({ heirs }) =>
      heirs.some((heir) => heir.client === letter.client && heir.clock === letter.clock),
    )
  }

  /**
   * Whether the letter it was written for is one of those a step back wants to bring back (`isWanted`) and cannot: the text
   * that one stood in is gone.
   */
  isOrphan({ client, clock }: LetterId, isWanted: (letter: LetterId) => boolean): boolean {
    return this.#acts.some(({ source, units, heirs }) => {
      const at = heirs.findIndex((heir) => heir.client === client && heir.clock === clock)
      const unit = units[at]
      return unit !== undefined && isWanted(unit) && isGone(source)
    })
  }

  /** Whether a text was made by such an act. */
  isCopyText(text: Y.XmlText): boolean {
    return this.#texts.has(text)
  }

  /** Only what stands elsewhere as a whole is remembered. `since`: the state before what was written. */
  add(
    kind: Act['kind'],
    source: Y.XmlText,
    units: readonly Unit[],
    heirs: readonly (LetterId | null)[],
    since: Map<number, number> = new Map(),
  ): void {
    const all = heirs.filter((heir) => heir !== null)
    const [first] = all
    if (!first || all.length < units.length) return
    const text = itemAt(this.#doc, first)?.parent
    if (kind === 'copied' && text instanceof Y.XmlText && text._item && isSince(text._item, since))
      this.#texts.add(text)
    const place = placeOf(this.#doc, first, since)
    this.#acts = [...this.#acts.slice(-maxActs), { kind, source, units, heirs: all, atMs: this.#nowMs(), place }]
  }
}

/**
 * Between which two things somebody put in this letter, with all that was new around it. Two such places are the same only
 * when neither of the two had heard of the other: who has puts theirs beside what is there.
 */
export function placeOf(doc: Y.Doc, letter: LetterId, since: Map<number, number>): string {
  let item = itemAt(doc, letter)
  if (!item) return ''
  const offset = letter.clock - item.id.clock
  if (offset > 0)
    return nameOf(parentItem(item)?.id, { client: letter.client, clock: letter.clock - 1 }, item.rightOrigin)
  for (let above = parentItem(item); above && isSince(above, since); above = parentItem(item)) item = above
  return nameOf(parentItem(item)?.id, item.origin, item.rightOrigin)
}

const isSince = ({ id }: Y.Item, since: Map<number, number>): boolean => id.clock >= (since.get(id.client) ?? 0)

const nameOf = (...ids: readonly (LetterId | null | undefined)[]): string =>
  ids.map((id) => (id ? keyOf(id) : '')).join('|')

export const keyOf = ({ client, clock }: LetterId): string => `${client}:${clock}`

/** A letter that stands somewhere: it, or what a step back made of it. */
export function standing(doc: Y.Doc, id: LetterId): LetterId | null {
  for (let at: LetterId | null = id; at;) {
    const item = itemAt(doc, at)
    if (item && !item.deleted) return item.parent instanceof Y.XmlText && !isGone(item.parent) ? at : null
    at = redoneAs(item, at)
  }
  return null
}

export const redoneAs = (item: Y.Item | null, { clock }: LetterId): LetterId | null =>
  item?.redone ? { client: item.redone.client, clock: item.redone.clock + clock - item.id.clock } : null
