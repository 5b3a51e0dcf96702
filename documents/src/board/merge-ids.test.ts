import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeIds } from './merge-ids.ts'
import type { CardSnapshot } from './shape.ts'

/** Cards that are compared by their number alone, and how often that happened. */
function world() {
  const known = new Map<string, CardSnapshot>()
  let compared = 0
  const card = (order: number): CardSnapshot => {
    const made = { id: `c${order}`, deletedAt: order } as CardSnapshot
    known.set(made.id, made)
    return made
  }
  const compare = (a: CardSnapshot, b: CardSnapshot) => {
    compared++
    return (a.deletedAt ?? 0) - (b.deletedAt ?? 0)
  }
  const merge = (staying: readonly number[], coming: readonly number[]) => {
    const before = staying.map((order) => card(order).id)
    const cards = coming.map(card)
    compared = 0
    return mergeIds(before, cards, (id) => known.get(id), compare)
  }
  return { merge, compared: () => compared }
}
const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)

describe('cards that come into a sorted list', () => {
  it('[BRD-4] stand where sorting everything puts them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { maxLength: 60 }), fc.nat(60), (orders, cut) => {
        const [coming, rest] = [orders.slice(0, cut), orders.slice(cut)]
        const staying = rest.toSorted((a, b) => a - b)
        const sorted = orders.toSorted((a, b) => a - b).map((order) => `c${order}`)
        expect(world().merge(staying, coming)).toEqual(sorted)
      }),
    )
  })

  it('[BRD-22] two hundred that come to ten thousand are compared with each other, not with all', () => {
    for (const from of [10_000, -200]) {
      const { merge, compared } = world()
      expect(merge(range(0, 10_000), range(from, 200))).toHaveLength(10_200)
      expect(compared()).toBeLessThan(1_800)
    }
    const spread = world()
    spread.merge(
      range(0, 10_000),
      range(0, 200).map((i) => i * 50 + 0.5),
    )
    expect(spread.compared()).toBeLessThan(200 * (8 + 15))
  })
})
