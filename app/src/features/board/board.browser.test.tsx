import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { archiveCards, moveCard } from '@mutirao/documents'
import { boardId } from '../../engine/testing/world.ts'
import { unmountAll } from '../../testing/mount.tsx'
import { boardOnScreen, type BoardOnScreen } from './testing/board.tsx'
import { dragByFinger, dragByMouse, middleOf, swipe } from './testing/pointer.ts'

afterEach(unmountAll)

const spoken = () => document.querySelector('[data-announcer=polite]')?.textContent ?? ''
const button = (name: RegExp | string) => {
  const found = [...document.querySelectorAll<HTMLElement>('button, [role=menuitem], label:has([type=radio])')].find(
    (element) => {
      const label = element.getAttribute('aria-label') ?? element.textContent
      return typeof name === 'string' ? label.trim() === name : name.test(label)
    },
  )
  if (!found) throw new Error(`no button ${String(name)}`)
  return found
}
const focusedTitle = () => document.activeElement?.querySelector('.font-medium')?.textContent ?? null
const first = (board: BoardOnScreen, stage: number, index = 0) => {
  const cardId = board.ids(stage)[index] ?? ''
  const element = board.card(cardId)
  if (!element) throw new Error(`card ${stage}.${index} is not on the screen`)
  return { cardId, element }
}

describe('columns', () => {
  it('[APP-26] each head says how many cards lie there, their sum and what that is worth at its probability', async () => {
    const board = await boardOnScreen({ cards: 4 })
    const stage = board.engine.boards.get(boardId).view().store?.stages()[1]
    const head = board.column(1).querySelector('header')?.textContent.replaceAll('\u00a0', ' ') ?? ''
    // 0 + 100 + 200 + 300
    expect(head).toContain(`${stage?.name}4`)
    expect(head).toContain('R$ 600 · ponderado')
    expect(head).toContain(`ponderado R$ ${Math.round((600 * (stage?.probability ?? 0)) / 100)}`)
  })

  it('[APP-27] cards whose stage was archived stand under “Sem etapa” first', async () => {
    const board = await boardOnScreen({ cards: 2 })
    const { archiveStage } = await import('@mutirao/documents')
    archiveStage(board.board.colleague, board.anas, board.stageIds[2] ?? '')
    board.board.deliver()
    await vi.waitFor(() => expect(board.place.querySelector('[data-stage=""] h2')?.textContent).toContain('Sem etapa'))
    expect(board.place.querySelector('[data-stage] h2')?.textContent).toContain('Sem etapa')
  })
})

describe('dragging', () => {
  it('[APP-28] a card dragged with the mouse falls between the cards under it; the toast offers the way back', async () => {
    const board = await boardOnScreen({ cards: 4 })
    const { element } = first(board, 0)
    const below = middleOf(first(board, 1, 2).element)
    await dragByMouse(element, { x: below.x, y: below.y - 20 })
    await vi.waitFor(() =>
      expect(board.titles(1)).toEqual(['Cartão 1.0', 'Cartão 1.1', 'Cartão 0.0', 'Cartão 1.2', 'Cartão 1.3']),
    )
    expect(board.opened).toEqual([])
    board.engine.boardEdits(boardId).undo()
    await vi.waitFor(() => expect(board.titles(0)[0]).toBe('Cartão 0.0'))
  })

  it('[APP-28] Esc puts it back, and a click without moving opens it', async () => {
    const board = await boardOnScreen({ cards: 3 })
    const { cardId, element } = first(board, 0)
    await dragByMouse(element, middleOf(first(board, 2).element), { drop: false })
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(document.querySelector('.card-lifted')).toBeNull())
    expect(board.titles(0)).toHaveLength(3)
    await userEvent.click(element)
    expect(board.opened).toEqual([cardId])
  })

  it('[APP-28] in an empty stage it is the first, and on a head it goes to the top', async () => {
    const board = await boardOnScreen({ cards: 3 })
    archiveCards(board.board.doc, board.anas, board.ids(3))
    await vi.waitFor(() => expect(board.titles(3)).toEqual([]))
    await dragByMouse(first(board, 0).element, middleOf(board.column(3)))
    await vi.waitFor(() => expect(board.titles(3)).toEqual(['Cartão 0.0']))
    await dragByMouse(first(board, 1, 2).element, middleOf(board.column(3).querySelector('header') ?? board.column(3)))
    await vi.waitFor(() => expect(board.titles(3)).toEqual(['Cartão 1.2', 'Cartão 0.0']))
  })

  it('[APP-29] a finger lifts after a long press; a swipe scrolls and moves nothing', async () => {
    const board = await boardOnScreen({ cards: 4 })
    const before = board.titles(0)
    await swipe(first(board, 0).element, middleOf(first(board, 1).element))
    expect(board.titles(0)).toEqual(before)
    await dragByFinger(first(board, 0).element, middleOf(board.column(2).querySelector('header') ?? board.column(2)))
    await vi.waitFor(() => expect(board.titles(2)[0]).toBe('Cartão 0.0'))
  })

  it('[APP-30] who may only look cannot lift, add or move', async () => {
    const board = await boardOnScreen({ cards: 3 })
    board.board.setState({ readOnly: true })
    await vi.waitFor(() => expect(board.place.textContent).toContain('Só leitura'))
    expect(first(board, 0).element.dataset['draggable']).toBe('false')
    await dragByMouse(first(board, 0).element, middleOf(first(board, 1).element))
    expect(board.titles(0)).toHaveLength(3)
    expect(() => button(/^Adicionar em/)).toThrow('no button')
    board.card(board.ids(0)[0] ?? '')?.focus()
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}')
    expect(board.titles(0)).toHaveLength(3)
  })
})

describe('without dragging', () => {
  it('[APP-31] “Mover para…” asks for stage and place, says where the card went and follows it with the focus', async () => {
    const board = await boardOnScreen({ cards: 3 })
    first(board, 0, 1).element.focus()
    await userEvent.keyboard('m')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')?.textContent).toContain('Mover “Cartão 0.1”'))
    await userEvent.keyboard('{ArrowDown}')
    const option = await vi.waitUntil(() => [...document.querySelectorAll<HTMLElement>('[role=option]')][2])
    await userEvent.click(option)
    await userEvent.click(button('Posição exata'))
    await userEvent.fill(
      await vi.waitUntil(() => document.querySelector<HTMLElement>('[role=dialog] input[inputmode]')),
      '2',
    )
    await userEvent.click(button('Mover'))
    await vi.waitFor(() => expect(board.titles(2)).toEqual(['Cartão 2.0', 'Cartão 0.1', 'Cartão 2.1', 'Cartão 2.2']))
    await vi.waitFor(() => expect(spoken()).toMatch(/“Cartão 0.1” foi de .+ para .+, posição 2 de 4/))
    await vi.waitFor(() => expect(focusedTitle()).toBe('Cartão 0.1'))
  })

  it('[APP-61] the focus goes along with a card that is sent to the far end of its stage', async () => {
    const board = await boardOnScreen({ cards: 60 })
    const { cardId } = first(board, 0)
    button('Ações de Cartão 0.0').click()
    await vi.waitFor(() => button('Mover para o fim'))
    await userEvent.click(button('Mover para o fim'))
    await vi.waitFor(() => expect((document.activeElement as HTMLElement | null)?.dataset['card']).toBe(cardId))
    await vi.waitFor(() => expect(board.titles(0).at(-1)).toBe('Cartão 0.0'))
  })

  it('[APP-32] J, K and arrows walk, Shift with arrows carries, E opens; the focus stays on the card', async () => {
    const board = await boardOnScreen({ cards: 3 })
    await userEvent.keyboard('j')
    await vi.waitFor(() => expect(focusedTitle()).toBe('Cartão 0.0'))
    await userEvent.keyboard('jj')
    await vi.waitFor(() => expect(focusedTitle()).toBe('Cartão 0.2'))
    await userEvent.keyboard('k{ArrowRight}')
    await vi.waitFor(() => expect(focusedTitle()).toBe('Cartão 1.1'))
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}')
    await vi.waitFor(() => expect(board.titles(1)).toEqual(['Cartão 1.1', 'Cartão 1.0', 'Cartão 1.2']))
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}')
    await vi.waitFor(() => expect(board.titles(2)[0]).toBe('Cartão 1.1'))
    await vi.waitFor(() => expect(focusedTitle()).toBe('Cartão 1.1'))
    await userEvent.keyboard('e')
    expect(board.opened).toEqual([board.ids(2)[0]])
    await userEvent.keyboard('{Control>}z{/Control}{Control>}z{/Control}')
    await vi.waitFor(() => expect(board.titles(1)).toEqual(['Cartão 1.0', 'Cartão 1.1', 'Cartão 1.2']))
  })

  it('[APP-33] a column is one Tab stop, however many cards it has', async () => {
    const board = await boardOnScreen({ cards: 5 })
    const stops = (stage: number) => board.column(stage).querySelectorAll('[data-card][tabindex="0"]').length
    expect([stops(0), stops(1)]).toEqual([1, 1])
    first(board, 0, 3).element.focus()
    expect(stops(0)).toBe(1)
    expect(first(board, 0, 3).element.tabIndex).toBe(0)
  })

  it('[APP-34] quick add puts the card on top and stays for the next one', async () => {
    const board = await boardOnScreen({ cards: 2 })
    first(board, 1).element.focus()
    await userEvent.keyboard('n')
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
    await userEvent.keyboard('Primeira{Enter}Segunda{Enter}   {Enter}')
    await vi.waitFor(() => expect(board.titles(1).slice(0, 3)).toEqual(['Segunda', 'Primeira', 'Cartão 1.0']))
    expect(document.activeElement?.tagName).toBe('TEXTAREA')
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(focusedTitle()).toBe('Segunda'))
  })

  it('[APP-35] an archived card leaves the board and comes back from “Arquivadas”', async () => {
    const board = await boardOnScreen({ cards: 2 })
    first(board, 0).element.focus()
    await userEvent.keyboard('{Delete}')
    await vi.waitFor(() => expect(board.titles(0)).toEqual(['Cartão 0.1']))
    await vi.waitFor(() => expect(focusedTitle()).toBe('Cartão 0.1'))
    board.show({ tab: 'archived' })
    await vi.waitFor(() => expect(board.place.textContent).toContain('1 oportunidade arquivada'))
    await userEvent.click(button('Restaurar: Cartão 0.0'))
    board.show({ tab: 'board' })
    await vi.waitFor(() => expect(board.titles(0)).toEqual(['Cartão 0.0', 'Cartão 0.1']))
  })
})

describe('deals that were closed', () => {
  it('[OUT-4] a lost card is reopened from its menu, without its reason; one undo closes it again', async () => {
    const board = await boardOnScreen({ cards: 2 })
    const { cardId } = first(board, 5)
    const store = board.engine.boards.get(boardId).view().store
    board.engine.boardEdits(boardId).setField(cardId, 'lostReason', 'Preço')
    button('Ações de Cartão 5.0').click()
    await vi.waitFor(() => button('Reabrir em'))
    button('Reabrir em').focus()
    await userEvent.keyboard('{ArrowRight}')
    const target = () =>
      [...document.querySelectorAll('[role=menuitem]')].find((item) => item.textContent === 'Proposta')
    await vi.waitFor(() => expect(target()).toBeDefined())
    await userEvent.click(target() as HTMLElement)
    await vi.waitFor(() => expect(board.titles(2)[0]).toBe('Cartão 5.0'))
    expect(store?.card(cardId)?.lostReason).toBe('')
    board.engine.boardEdits(boardId).undo()
    await vi.waitFor(() => expect(board.titles(5)[0]).toBe('Cartão 5.0'))
    expect(store?.card(cardId)?.lostReason).toBe('Preço')
  })
})

describe('other people', () => {
  it('[APP-36] a card somebody edits has a ring and says who and what', async () => {
    const board = await boardOnScreen({ cards: 2 })
    const { cardId, element } = first(board, 1)
    const user = { id: 'user-ana-0001', name: 'Ana Ribeiro' }
    board.board.awareness.other(7, { user, card: cardId, field: null })
    await vi.waitFor(() => expect(element.textContent).toContain('Ana está vendo'))
    board.board.awareness.other(7, { user, card: cardId, field: 'value' })
    await vi.waitFor(() => expect(element.textContent).toContain('Ana edita o valor'))
    expect(element.dataset['editing']).toBe('true')
    expect(board.place.querySelector('header')?.textContent).toContain('Aqui agora: Ana Ribeiro')
    board.board.awareness.other(7, null)
    await vi.waitFor(() => expect(element.textContent).not.toContain('Ana'))
  })

  it('[APP-37] the focus follows a card that a colleague moves', async () => {
    const board = await boardOnScreen({ cards: 3 })
    const { cardId, element } = first(board, 0, 1)
    element.focus()
    moveCard(board.board.colleague, board.anas, { cardId, stageId: board.stageIds[2] ?? '', at: 'top' })
    board.board.deliver()
    await vi.waitFor(() => expect(board.titles(2)[0]).toBe('Cartão 0.1'))
    await vi.waitFor(() => expect(focusedTitle()).toBe('Cartão 0.1'))
  })
})

describe('states of a board', () => {
  it('[APP-38] an empty board says what it is for and gives its first action', async () => {
    const board = await boardOnScreen({ cards: 0 })
    await vi.waitFor(() => expect(board.place.textContent).toContain('Este funil ainda está vazio'))
    await userEvent.click(button('Nova oportunidade'))
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'))
  })

  it('[APP-38] a board that may not be opened, or is gone, says so in words', async () => {
    const board = await boardOnScreen({ cards: 1 })
    board.board.setState({ denied: 'forbidden' })
    await vi.waitFor(() => expect(board.place.textContent).toContain('Você não tem acesso a este quadro'))
    board.board.setState({ denied: 'document_gone' })
    await vi.waitFor(() => expect(board.place.textContent).toContain('Este quadro não existe mais'))
  })
})
