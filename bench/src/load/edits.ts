/**
 * Updates written by hand, so that a load generator can be five hundred people without holding five hundred documents.
 *
 * Each person overwrites one key of one card again and again, exactly as Yjs would encode it (V1): an Item whose origin is the
 * value before, and a delete set that names that value. Checked against Yjs itself by `selfCheck`.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

const refContentAny = 8
const hasOrigin = 0x80
const hasParentSub = 0x20

export interface ItemId {
  readonly client: number
  readonly clock: number
}

/** One person's overwrites of one key. `next(value)` gives the update bytes of the next one. */
export class KeyWriter {
  readonly client: number
  readonly #parent: ItemId
  readonly #key: string
  #clock = 0

  /** @param parent id of the Item that holds the card's Y.Map */
  constructor(client: number, parent: ItemId, key: string) {
    this.client = client
    this.#parent = parent
    this.#key = key
  }

  get written(): number {
    return this.#clock
  }

  next(value: string | number): Uint8Array {
    const out = encoding.createEncoder()
    const uint = (n: number) => encoding.writeVarUint(out, n)
    const first = this.#clock === 0
    uint(1)
    uint(1)
    uint(this.client)
    uint(this.#clock)
    encoding.writeUint8(out, refContentAny | (first ? hasParentSub : hasOrigin))
    if (first) {
      uint(0) // the parent is an Item, not a root
      uint(this.#parent.client)
      uint(this.#parent.clock)
      encoding.writeVarString(out, this.#key)
    } else {
      uint(this.client)
      uint(this.#clock - 1)
    }
    uint(1)
    encoding.writeAny(out, value)
    uint(first ? 0 : 1)
    if (!first) {
      uint(this.client)
      uint(1)
      uint(this.#clock - 1)
      uint(1)
    }
    this.#clock++
    return encoding.toUint8Array(out)
  }
}

/** A board of CONTRACT's shape with `cards` cards and `overwrites` past moves, as one update, and where its cards' maps live. */
export function seedBoard(
  cards: number,
  overwrites: number,
): { update: Uint8Array; cardIds: string[]; parents: ItemId[] } {
  const doc = new Y.Doc()
  const stageIds = ['stage-001', 'stage-002', 'stage-003', 'stage-004', 'stage-005']
  const cardIds = Array.from({ length: cards }, (_, i) => `card-${String(i).padStart(8, '0')}`)
  doc.transact(() => {
    const stages = doc.getMap('stages')
    stageIds.forEach((id, i) =>
      stages.set(
        id,
        new Y.Map<unknown>([
          ['name', `Etapa ${i + 1}`],
          ['rank', `a${i}`],
          ['kind', 'open'],
          ['probability', i * 20],
          ['color', '#2c68d6'],
        ]),
      ),
    )
    const root = doc.getMap<Y.Map<unknown>>('cards')
    cardIds.forEach((id, i) =>
      root.set(
        id,
        new Y.Map<unknown>([
          ['title', `Oportunidade ${i}`],
          ['account', `Conta ${i % 97}`],
          ['value', i * 1000],
          ['pos', { stage: stageIds[i % 5], rank: `a${i}` }],
        ]),
      ),
    )
  })
  const root = doc.getMap<Y.Map<unknown>>('cards')
  for (let i = 0; i < overwrites; i += 500) {
    doc.transact(() => {
      for (let k = i; k < Math.min(i + 500, overwrites); k++)
        root.get(cardIds[(k * 7919) % cards] ?? '')?.set('pos', { stage: stageIds[k % 5], rank: `b${k}` })
    })
  }
  const parents = cardIds.map((id) => {
    const item = root.get(id)?._item
    if (!item) throw new Error('a card without an item')
    return { client: item.id.client, clock: item.id.clock }
  })
  return { update: Y.encodeStateAsUpdate(doc), cardIds, parents }
}

/** Throws unless hand-written updates give exactly what Yjs would hold. */
export function selfCheck(): void {
  const seed = seedBoard(3, 10)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seed.update)
  const parent = seed.parents[1]
  if (!parent) throw new Error('self-check: no card')
  const writer = new KeyWriter(4711, parent, 'nextActivity')
  for (let i = 0; i < 20; i++) Y.applyUpdate(doc, writer.next(`v${i}`))
  const card = doc.getMap<Y.Map<unknown>>('cards').get(seed.cardIds[1] ?? '')
  if (card?.get('nextActivity') !== 'v19' || doc.store.pendingStructs !== null)
    throw new Error('self-check: hand-written updates differ from Yjs')
}
