import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { setCardsField } from '@mutirao/documents'
import { boardId, me } from '../../engine/testing/world.ts'
import { unmountAll } from '../../testing/mount.tsx'
import { boardOnScreen, type BoardOnScreen } from './testing/board.tsx'
import { dragByMouse, middleOf } from './testing/pointer.ts'

afterEach(unmountAll)

const ana = 'user-ana-0001'
const named = (name: string) => {
  const found = [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')].find(
    (element) => (element.getAttribute('aria-label') ?? element.textContent).trim() === name,
  )
  if (!found) throw new Error(`nothing is called ${name}`)
  return found
}
const lane = (board: BoardOnScreen, owner: string) => {
  const found = board.place.querySelector<HTMLElement>(`[data-lane="${owner}"]`)
  if (!found) throw new Error(`no lane ${owner}`)
  return found
}
const cell = (board: BoardOnScreen, owner: string, stage: number) => {
  const found = lane(board, owner).querySelector<HTMLElement>(`[data-cell="${board.stageIds[stage]}"]`)
  if (!found) throw new Error(`no cell ${owner} ${stage}`)
  return found
}
const titles = (place: HTMLElement) =>
  [...place.querySelectorAll('[data-card]')]
    .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    .map((card) => card.querySelector('.font-medium')?.textContent)

/** In each stage the first card is Ana's, the second Fábio's, the third nobody's. */
async function lanesOnScreen() {
  const board = await boardOnScreen({ cards: 3 })
  for (const [index, owner] of [ana, me.id].entries()) {
    const cardIds = board.stageIds.map((_, stage) => board.ids(stage)[index] ?? '')
    setCardsField(board.board.colleague, board.anas, { cardIds, field: 'owner', value: owner })
  }
  board.board.deliver()
  await userEvent.click(named('Mais opções'))
  await vi.waitFor(() => named('Agrupar por responsável'))
  await userEvent.click(named('Agrupar por responsável'))
  await vi.waitFor(() => expect(titles(cell(board, '', 5))).toEqual(['Cartão 5.2']), { timeout: 5_000 })
  return board
}

describe('lanes by owner', () => {
  it('[LAN-1] each owner has a lane with count and sum, nobody’s is the last', async () => {
    const board = await lanesOnScreen()
    expect([...board.place.querySelectorAll('[data-lane] h3')].map((name) => name.textContent)).toEqual([
      'Ana Ribeiro',
      'Fábio Teixeira',
      'Sem responsável',
    ])
    expect(titles(cell(board, ana, 1))).toEqual(['Cartão 1.0'])
    expect(lane(board, me.id).querySelector('header')?.textContent.replaceAll('\u00a0', ' ')).toContain('6 · R$ 600')
  })

  it('[LAN-2] a card dropped into a lane gets its owner and its place in one step; undo takes both back', async () => {
    const board = await lanesOnScreen()
    const cardId = board.ids(0)[2] ?? ''
    const target = middleOf(cell(board, ana, 1))
    await dragByMouse(board.card(cardId) as HTMLElement, { x: target.x, y: target.y + 30 })
    await vi.waitFor(() => expect(titles(cell(board, ana, 1))).toEqual(['Cartão 1.0', 'Cartão 0.2']))
    const store = board.engine.boards.get(boardId).view().store
    expect(store?.card(cardId)).toMatchObject({ ownerId: ana, stageId: board.stageIds[1] })
    board.engine.boardEdits(boardId).undo()
    await vi.waitFor(() => expect(titles(cell(board, '', 0))).toEqual(['Cartão 0.2']))
    expect(store?.card(cardId)?.ownerId).toBeNull()
  })

  it('[LAN-3] J goes on into the next lane, Shift with an arrow stays in the lane', async () => {
    const board = await lanesOnScreen()
    const focused = () => document.activeElement?.querySelector('.font-medium')?.textContent
    board.card(board.ids(0)[0] ?? '')?.focus()
    await userEvent.keyboard('j')
    await vi.waitFor(() => expect(focused()).toBe('Cartão 0.1'))
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}')
    await vi.waitFor(() => expect(titles(cell(board, me.id, 1))).toEqual(['Cartão 0.1', 'Cartão 1.1']))
    await vi.waitFor(() => expect(focused()).toBe('Cartão 0.1'))
    await userEvent.keyboard('k')
    await vi.waitFor(() => expect(focused()).toBe('Cartão 1.0'))
  })
})
