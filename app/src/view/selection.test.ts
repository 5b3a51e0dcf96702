import { describe, expect, it } from 'vitest'
import { createSelection } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e', 'f']
const chosen = (selection: ReturnType<typeof createSelection>) => [...selection.ids()].toSorted().join('')

describe('choosing cards', () => {
  it('[SEL-1] one card is chosen and let go of; the set keeps its identity and listeners stay quiet while nothing changes', () => {
    const selection = createSelection()
    let calls = 0
    const stop = selection.subscribe(() => void calls++)
    selection.toggle('b')
    selection.toggle('d')
    selection.toggle('b')
    expect([chosen(selection), selection.anchor(), calls]).toEqual(['d', 'b', 3])
    const before = selection.ids()
    selection.set(['d'])
    selection.keep(() => true)
    expect(selection.ids()).toBe(before)
    expect([selection.has('d'), selection.has('b'), calls]).toEqual([true, false, 3])
    selection.clear()
    selection.clear()
    expect([chosen(selection), selection.anchor(), calls]).toEqual(['', null, 4])
    stop()
    selection.toggle('a')
    expect(calls).toBe(4)
  })

  it('[SEL-2] a range goes from the anchor either way; drawn again it replaces itself, what was chosen before stays', () => {
    const selection = createSelection()
    selection.toggle('f')
    selection.toggle('c')
    selection.extendTo('e', order)
    expect(chosen(selection)).toBe('cdef')
    selection.extendTo('d', order)
    expect(chosen(selection)).toBe('cdf')
    selection.extendTo('a', order)
    expect(chosen(selection)).toBe('abcf')
  })

  it('[SEL-2] without an anchor in sight the card is added and becomes the anchor', () => {
    const selection = createSelection()
    selection.extendTo('b', order)
    expect([chosen(selection), selection.anchor()]).toEqual(['b', 'b'])
    selection.extendTo('d', order)
    expect(chosen(selection)).toBe('bcd')
    selection.extendTo('y', ['x', 'y'])
    expect([chosen(selection), selection.anchor()]).toEqual(['bcdy', 'y'])
  })

  it('[SEL-3] cards that are gone are let go of, and no range begins at them', () => {
    const selection = createSelection()
    selection.set(['a', 'b', 'c'])
    selection.keep((cardId) => cardId !== 'c')
    expect([chosen(selection), selection.anchor()]).toEqual(['ab', null])
    selection.extendTo('e', order)
    expect(chosen(selection)).toBe('abe')
  })
})
