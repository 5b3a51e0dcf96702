import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { setCardField, setPreference, userName } from '@mutirao/documents'
import { boardId, me, workspace } from '../../engine/testing/world.ts'
import { unmountAll } from '../../testing/mount.tsx'
import { boardOnScreen, type BoardOnScreen } from './testing/board.tsx'

afterEach(unmountAll)

const named = (name: string) => {
  const found = [...document.querySelectorAll<HTMLElement>('button, input, [role=menuitem]')].find(
    (element) => (element.getAttribute('aria-label') ?? element.textContent).trim() === name,
  )
  if (!found) throw new Error(`nothing is called ${name}`)
  return found
}
const mine = (board: BoardOnScreen) => board.client.document(userName(workspace.id, me.id))
const preferences = (board: BoardOnScreen) => board.engine.people.people().preferences

describe('own settings', () => {
  it('[OWN-1] a board becomes a favourite and stops being one; a mark made on another device meanwhile stays', async () => {
    const board = await boardOnScreen({ cards: 1 })
    named('Favoritar este quadro').click()
    await vi.waitFor(() => expect(named('Tirar dos favoritos').getAttribute('aria-pressed')).toBe('true'))
    setPreference(mine(board).colleague, 'favorite:board:01OTHERBOARD', true)
    mine(board).deliver()
    expect(preferences(board)).toEqual({ [`favorite:board:${boardId}`]: true, 'favorite:board:01OTHERBOARD': true })
    named('Tirar dos favoritos').click()
    await vi.waitFor(() => expect(preferences(board)).toEqual({ 'favorite:board:01OTHERBOARD': true }))
  })

  it('[OWN-2] compact cards take less room and say the title, the value and what is urgent', async () => {
    const board = await boardOnScreen({ cards: 2 })
    const card = () => board.card(board.ids(0)[1] ?? '')
    const before = card()?.offsetHeight ?? 0
    setPreference(mine(board).colleague, 'density', 'compact')
    mine(board).deliver()
    await vi.waitFor(() => expect(card()?.textContent).not.toContain('Transportes Ipê'))
    expect(card()?.offsetHeight).toBeLessThan(before)
    expect(card()?.textContent).toContain('Cartão 0.1')
  })

  it('[OWN-3] the board is renamed in its place, and not by who may only look', async () => {
    const board = await boardOnScreen({ cards: 1 })
    named('Funil Comercial 2026').click()
    await vi.waitFor(() => expect(document.activeElement).toBe(named('Nome do quadro')))
    await userEvent.keyboard('Funil 2027{Enter}')
    await vi.waitFor(() => expect(board.place.querySelector('h1')?.textContent).toBe('Funil 2027'))
    board.engine.boardEdits(boardId).undo()
    await vi.waitFor(() => expect(board.place.querySelector('h1')?.textContent).toBe('Funil Comercial 2026'))
    board.board.setState({ readOnly: true })
    await vi.waitFor(() => expect(board.place.querySelector('h1 button')).toBeNull())
  })

  it('[FAC-1] the next activity is on the card, late when its day has passed, and gone when the deal is closed', async () => {
    const board = await boardOnScreen({ cards: 1 })
    for (const stage of [0, 5]) {
      const cardId = board.ids(stage)[0] ?? ''
      const edit = (field: 'nextActivity' | 'nextActivityOn', value: string) =>
        setCardField(board.board.colleague, board.anas, { cardId, field, value })
      edit('nextActivity', 'Enviar proposta')
      edit('nextActivityOn', '2020-01-31')
    }
    board.board.deliver()
    await vi.waitFor(() =>
      expect(board.column(0).querySelector('[data-activity=late]')?.textContent).toContain('Atividade atrasada'),
    )
    expect(board.column(0).querySelector('[data-activity]')?.textContent).toContain('Enviar proposta')
    expect(board.column(5).querySelector('[data-activity]')).toBeNull()
  })
})
