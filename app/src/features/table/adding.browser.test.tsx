import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { FilterField } from '@mutirao/documents'
import { boardId } from '../../engine/testing/world.ts'
import { mount, unmountAll } from '../../testing/mount.tsx'
import { createSelection } from '../../view/selection.ts'
import { TableView } from './TableView.tsx'

// Many real key presses: a slow machine needs its time.
vi.setConfig({ testTimeout: 90_000 })
afterEach(unmountAll)

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 })

async function table(cards = 4) {
  const mounted = await mount(
    () => (
      <div style={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
        <TableView boardId={boardId} openCardId={null} onOpenCard={() => undefined} selection={createSelection()} />
      </div>
    ),
    { cards },
  )
  await vi.waitUntil(() => mounted.place.querySelector('[data-new-row]'), { timeout: 10_000 })
  const store = mounted.engine.boards.get(boardId).view().store ?? expect.unreachable()
  const cell = (index: number, column: FilterField) =>
    mounted.place.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"][data-row] [data-cell="${column}"]`) ??
    expect.unreachable()
  return {
    ...mounted,
    store,
    cell,
    edits: mounted.engine.boardEdits(boardId),
    column: () => store.column(mounted.stageIds[0] ?? ''),
    values: () => store.column(mounted.stageIds[0] ?? '').map((id) => store.card(id)?.valueCents),
    /** Through the pointer events a mouse makes, from the handle to a row. */
    dragHandle(toRow: number, end: 'up' | 'escape') {
      const handle = mounted.place.querySelector<HTMLElement>('[data-fill]') ?? expect.unreachable()
      const box = cell(toRow, 'value').getBoundingClientRect()
      const at = {
        bubbles: true,
        cancelable: true,
        pointerType: 'mouse',
        buttons: 1,
        clientX: box.x + 4,
        clientY: box.y + 8,
      }
      handle.dispatchEvent(new PointerEvent('pointerdown', { ...at, button: 0 }))
      window.dispatchEvent(new PointerEvent('pointermove', at))
      if (end === 'escape')
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
      window.dispatchEvent(new PointerEvent('pointerup', at))
    },
  }
}

describe('adding rows', () => {
  it('[TBL-22] works on a phone', async () => {
    await page.viewport(390, 780)
    onTestFinished(() => page.viewport(1280, 800))
    const one = await table(0)
    await userEvent.click(one.place.querySelector('[data-new-row] input') ?? expect.unreachable())
    await userEvent.keyboard('Pelo telefone{Enter}')
    await eventually(() => expect(one.column().map((id) => one.store.card(id)?.title)).toEqual(['Pelo telefone']))
  })

  it('[TBL-21] begins in an empty table', async () => {
    const one = await table(0)
    const input = one.place.querySelector<HTMLInputElement>('[data-new-row] input') ?? expect.unreachable()
    await userEvent.click(input)
    await userEvent.keyboard('Primeira{Enter}')
    await eventually(() => expect(one.cell(0, 'title').textContent).toContain('Primeira'))
    expect(document.activeElement).toBe(input)
  })

  it('[TBL-17] a title and Enter, one after the other; Esc leads to the last one made; each is one step of undo', async () => {
    const one = await table()
    const input = one.place.querySelector<HTMLInputElement>('[data-new-row] input') ?? expect.unreachable()
    await userEvent.click(input)
    await userEvent.keyboard('Silo novo{Enter}Frota nova{Enter}{Enter}')
    expect(
      one
        .column()
        .map((id) => one.store.card(id)?.title)
        .slice(-2),
    ).toEqual(['Silo novo', 'Frota nova'])
    expect(one.column()).toHaveLength(6)
    expect(document.activeElement).toBe(input)
    await userEvent.keyboard('{Escape}')
    const grid = one.place.querySelector('[data-table]')
    expect(document.activeElement).toBe(grid)
    await eventually(() => {
      const active = document.getElementById(grid?.getAttribute('aria-activedescendant') ?? '')
      expect(active?.textContent).toContain('Frota nova')
    })
    one.edits.undo()
    await eventually(() => expect(one.column()).toHaveLength(5))
  })
})

describe('the handle of the selection', () => {
  it('[TBL-18] fills the rows it is dragged over as one step of undo; Esc writes nothing', async () => {
    const one = await table()
    const before = one.values()
    await userEvent.click(one.cell(0, 'value'), { position: { x: 8, y: 8 } })
    await vi.waitUntil(() => one.place.querySelector('[data-fill]'), { timeout: 10_000 })
    one.dragHandle(2, 'escape')
    expect(one.values()).toEqual(before)
    one.dragHandle(2, 'up')
    const [first, , , last] = before
    await eventually(() => expect(one.values()).toEqual([first, first, first, last]))
    one.edits.undo()
    await eventually(() => expect(one.values()).toEqual(before))
  })
})
