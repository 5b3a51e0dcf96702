import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeAt } from './move-item.ts'

it('[CRD-11] names the neighbours of the new place, and nothing for the place it has', () => {
  const ids = ['a', 'b', 'c']
  expect(placeAt(ids, 'a', 1)).toEqual({ aboveId: 'b', belowId: 'c' })
  expect(placeAt(ids, 'c', 0)).toEqual({ belowId: 'a' })
  expect(placeAt(ids, 'a', 9)).toEqual({ aboveId: 'c' })
  expect(placeAt(ids, 'b', 1)).toBeNull()
  expect(placeAt(ids, 'a', -1)).toBeNull()
})

it('[CRD-11] the place between the named neighbours is the one that was asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(8), fc.nat(8), (count, from, to) => {
      const ids = Array.from({ length: count }, (_, i) => `i${i}`)
      const item = ids[from % count] ?? 'i0'
      const others = ids.filter((id) => id !== item)
      const place = placeAt(ids, item, to)
      const wanted = Math.min(to, others.length)
      if (place === null) expect(ids.indexOf(item)).toBe(wanted)
      else expect([place.aboveId, place.belowId]).toEqual([others[wanted - 1], others[wanted]])
    }),
  )
})
