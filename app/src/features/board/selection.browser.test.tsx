import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { moveCard } from '@mutirao/documents'
import { boardId } from '../../engine/testing/world.ts'
import { unmountAll } from '../../testing/mount.tsx'
import { boardOnScreen, type BoardOnScreen } from './testing/board.tsx'
import { dragByMouse, middleOf } from './testing/pointer.ts'

afterEach(unmountAll)

const at = (board: BoardOnScreen, stage: number, index: number) => {
  const cardId = board.ids(stage)[index] ?? ''
  const element = board.card(cardId)
  if (!element) throw new Error(`card ${stage}.${index} is not on the screen`)
  return { cardId, element }
}
const chosen = (board: BoardOnScreen) =>
  [...board.place.querySelectorAll('[data-selected] .font-medium')].map((title) => title.textContent)
const click = (element: HTMLElement, keys: MouseEventInit = {}) =>
  element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...keys }))

describe('choosing several cards', () => {
  it('[SEL-5] Ctrl chooses one, Shift up to it, Esc lets go; neither opens a card', async () => {
    const board = await boardOnScreen({ cards: 4 })
    click(at(board, 0, 1).element, { ctrlKey: true })
    await vi.waitFor(() => expect(chosen(board)).toEqual(['Cartão 0.1']))
    click(at(board, 0, 3).element, { shiftKey: true })
    await vi.waitFor(() => expect(chosen(board)).toEqual(['Cartão 0.1', 'Cartão 0.2', 'Cartão 0.3']))
    click(at(board, 0, 2).element, { metaKey: true })
    await vi.waitFor(() => expect(chosen(board)).toEqual(['Cartão 0.1', 'Cartão 0.3']))
    expect(board.opened).toEqual([])
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(chosen(board)).toEqual([]))
    click(at(board, 0, 2).element)
    expect(board.opened).toEqual([at(board, 0, 2).cardId])
  })

  it('[SEL-5] X, Shift J and Ctrl A choose; Shift with an arrow carries all of them, one undo brings all back', async () => {
    const board = await boardOnScreen({ cards: 3 })
    at(board, 0, 0).element.focus()
    await userEvent.keyboard('x')
    await userEvent.keyboard('{Shift>}J{/Shift}')
    await vi.waitFor(() => expect(chosen(board)).toEqual(['Cartão 0.0', 'Cartão 0.1']))
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}')
    await vi.waitFor(() => expect(board.titles(0)).toEqual(['Cartão 0.2']))
    expect(board.titles(1)).toEqual(['Cartão 1.0', 'Cartão 0.0', 'Cartão 0.1', 'Cartão 1.1', 'Cartão 1.2'])
    await userEvent.keyboard('{Control>}z{/Control}')
    await vi.waitFor(() => expect(board.titles(0)).toEqual(['Cartão 0.0', 'Cartão 0.1', 'Cartão 0.2']))
    await userEvent.keyboard('{Escape}')
    at(board, 1, 0).element.focus()
    await userEvent.keyboard('{Control>}a{/Control}')
    await vi.waitFor(() => expect(chosen(board)).toEqual(['Cartão 1.0', 'Cartão 1.1', 'Cartão 1.2']))
    await userEvent.keyboard('{Control>}a{/Control}')
    expect(board.selection.ids().size).toBe(18)
  })

  it('[SEL-6] a chosen card drags all of them along under a count; the undo leaves what a colleague moved since', async () => {
    const board = await boardOnScreen({ cards: 3 })
    const [first, third, other] = [at(board, 0, 0), at(board, 0, 2), at(board, 2, 1)]
    for (const { element } of [first, third, other]) click(element, { ctrlKey: true })
    const target = at(board, 1, 1).element
    await dragByMouse(third.element, { x: middleOf(target).x, y: middleOf(target).y - 20 }, { drop: false })
    expect(document.querySelector('.card-lifted [data-count]')?.textContent).toBe('3')
    window.dispatchEvent(new PointerEvent('pointerup', { button: 0 }))
    await vi.waitFor(() =>
      expect(board.titles(1)).toEqual([
        'Cartão 1.0',
        'Cartão 0.0',
        'Cartão 0.2',
        'Cartão 2.1',
        'Cartão 1.1',
        'Cartão 1.2',
      ]),
    )
    moveCard(board.board.colleague, board.anas, { cardId: other.cardId, stageId: board.stageIds[3] ?? '', at: 'top' })
    board.board.deliver()
    await vi.waitFor(() => expect(board.titles(3)[0]).toBe('Cartão 2.1'))
    board.engine.boardEdits(boardId).undo()
    await vi.waitFor(() => expect(board.titles(0)).toEqual(['Cartão 0.0', 'Cartão 0.1', 'Cartão 0.2']))
    expect(board.titles(3)[0]).toBe('Cartão 2.1')
  })
})
