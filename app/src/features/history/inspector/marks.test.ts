import { describe, expect, it } from 'vitest'
import { choicesOf, readMark, readRowMark, writeMark } from './marks.ts'
import { inOrder } from './use-comparison.ts'

describe('moments that are compared', () => {
  it('[HSC-13] stand in the address with their row, and nonsense there is no moment', () => {
    for (const mark of [
      { atMs: 1_795_000_000_000, seq: 42 },
      { atMs: 7, seq: null },
    ])
      expect(readMark(writeMark(mark))).toEqual(mark)
    expect(readRowMark('1795000000000.42')).toEqual({ atMs: 1_795_000_000_000, seq: 42 })
    expect(readRowMark('1795000000000'), 'a time alone is no row').toBeNull()
    for (const text of [undefined, '', 'ontem', '-1', '1.2.3', '1.', '9'.repeat(16), '0x10', '1e3'])
      expect(readMark(text), text).toBeNull()
  })

  it('[HSC-13] are offered once each, a held one that has a name by its name', () => {
    const named = [{ id: 'a', name: 'Antes', seq: 7, atMs: 100, by: 'ana' }]
    expect(choicesOf(null, named).map(({ seq, name }) => [seq, name])).toEqual([[7, 'Antes']])
    expect(choicesOf({ atMs: 100, seq: 7 }, named)).toHaveLength(1)
    expect(choicesOf({ atMs: 90, seq: 6 }, named).map(({ seq, name }) => [seq, name])).toEqual([
      [6, null],
      [7, 'Antes'],
    ])
  })

  it('[HSC-14] are told from the earlier to the later one, whichever was chosen first; now is the last of all', () => {
    const side = (seq: number | null) => ({ seq, label: '', view: seq })
    const order = (a: number | null, b: number | null) => {
      const { earlier, later } = inOrder(side(a), side(b))
      return [earlier.view, later.view]
    }
    expect([order(3, 9), order(9, 3), order(null, 5), order(5, null)]).toEqual([
      [3, 9],
      [3, 9],
      [5, null],
      [5, null],
    ])
  })
})
