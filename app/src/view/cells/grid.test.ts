import { describe, expect, it } from 'vitest'
import { createGrid } from './grid.ts'

function grid() {
  const made = createGrid()
  made.setColumns(['title', 'stage', 'value', 'owner'].map((id) => ({ id })))
  made.setRows(['a', 'b', 'c', 'd'])
  return made
}

describe('the cursor', () => {
  it('[TBL-2] marks keep their identity where nothing changed', () => {
    const one = grid()
    one.go({ row: 0, column: 0 })
    const before = ['a', 'b', 'c'].map((id) => one.mark(id))
    one.move(0, 1)
    const after = ['a', 'b', 'c'].map((id) => one.mark(id))
    expect(after[0]).not.toBe(before[0])
    expect([after[1], after[2]]).toEqual([before[1], before[2]])
    expect(after[1]).toBe(before[1])
    expect(one.mark('a')).toBe(after[0])
  })

  it('[TBL-10] stays on its card when rows move, and in its place when the card goes', () => {
    const one = grid()
    one.go({ row: 1, column: 2 })
    one.setRows(['d', 'c', 'b', 'a'])
    expect(one.active()).toEqual({ row: 2, column: 2 })
    one.edit('x')
    one.setRows(['d', 'c', 'a'])
    expect([one.activePlace()?.rowId, one.editing()]).toEqual(['a', false])
    one.setRows([])
    expect([one.active(), one.range()]).toEqual([null, null])
    one.setRows(['z'])
    one.move(0, 0)
    expect(one.activePlace()?.rowId).toBe('z')
  })

  it('[TBL-19] a selection never reaches cells nobody chose: in another order it is its one cell again', () => {
    const one = grid()
    const choose = () => {
      one.setRows(['a', 'b', 'c', 'd'])
      one.select({ top: 0, left: 1, bottom: 1, right: 2 })
    }
    choose()
    // Its two rows change places, one goes: nothing is in it that was not.
    one.setRows(['b', 'a', 'c', 'd'])
    expect(one.range()).toEqual({ top: 0, bottom: 1, left: 1, right: 2 })
    choose()
    one.setRows(['a', 'c', 'b', 'd'])
    expect(one.range()).toEqual({ top: 0, bottom: 0, left: 1, right: 1 })
    choose()
    one.setRows(['a', 'between', 'b', 'c', 'd'])
    expect(one.range()).toEqual({ top: 0, bottom: 0, left: 1, right: 1 })
    choose()
    one.setColumns(['title', 'stage', 'owner', 'value'].map((id) => ({ id })))
    expect(one.range()).toEqual({ top: 0, bottom: 0, left: 1, right: 1 })
  })

  it('[TBL-10] extends from its anchor, selects all, and comes back to one cell', () => {
    const one = grid()
    one.go({ row: 1, column: 1 })
    one.move(1, 1, true)
    one.move(1, 0, true)
    expect(one.range()).toEqual({ top: 1, bottom: 3, left: 1, right: 2 })
    expect([one.mark('b'), one.mark('d'), one.mark('a')]).toMatchObject([
      { from: 1, to: 2, active: -1 },
      { active: 2 },
      { from: -1 },
    ])
    one.collapse()
    expect(one.range()).toEqual({ top: 3, bottom: 3, left: 2, right: 2 })
    one.selectAll()
    expect(one.range()).toEqual({ top: 0, bottom: 3, left: 0, right: 3 })
    one.go({ row: 3, column: 3 })
    expect([one.tab(1), one.tab(-1)]).toEqual([false, true])
  })
})
