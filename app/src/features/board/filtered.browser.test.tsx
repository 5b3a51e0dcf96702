import { afterEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { emptyQuery } from '@mutirao/documents'
import { unmountAll } from '../../testing/mount.tsx'
import { useBoardQuery } from '../../view/index.ts'
import { boardOnScreen, type BoardOnScreen } from './testing/board.tsx'

afterEach(unmountAll)

/** Looks for words from outside the board, as the bar above it does. */
function Finder({ text = 'Cartão 0.1' }: { readonly text?: string }) {
  const { setQuery } = useBoardQuery()
  return (
    <>
      <button type="button" onClick={() => setQuery(() => ({ ...emptyQuery, text }))}>
        procurar
      </button>
      <button type="button" onClick={() => setQuery(() => emptyQuery)}>
        tudo
      </button>
    </>
  )
}

const archivedOf = (board: BoardOnScreen) => board.engine.boards.get(boardIdOf(board)).view().store?.archived() ?? []

describe('a stage without cards', () => {
  it('[VIS-9] says how many a filter hides; without a filter, and where nothing is, that nothing is there', async () => {
    const board = await boardOnScreen({ cards: 2 })
    board.show({ status: <Finder /> })
    const press = (name: string) =>
      [...board.place.querySelectorAll('button')].find((one) => one.textContent === name)?.click()
    await vi.waitUntil(() => board.place.textContent.includes('procurar'))
    press('procurar')
    await vi.waitFor(() => expect(board.column(1).textContent).toContain('O filtro esconde 2 cartões'))
    expect(board.titles(0)).toEqual(['Cartão 0.1'])
    // What comes while the filter stands is counted too.
    board.engine.boardEdits(boardIdOf(board)).archive([board.ids(1)[0] ?? ''])
    await vi.waitFor(() => expect(board.column(1).textContent).toContain('O filtro esconde 1 cartão'))
    board.engine.boardEdits(boardIdOf(board)).archive([...board.ids(1)])
    await vi.waitFor(() => expect(board.column(1).textContent).toContain('Nada aqui ainda'))
    press('tudo')
    await vi.waitFor(() => expect(board.titles(0)).toHaveLength(2))
    expect(board.column(1).textContent).toContain('Nada aqui ainda')
  })
})

describe('a filter in the archive', () => {
  it('[FND-13] that leaves nothing is not told as an empty archive', async () => {
    const board = await boardOnScreen({ cards: 2 })
    board.engine.boardEdits(boardIdOf(board)).archive([board.ids(1)[0] ?? ''])
    board.show({ tab: 'archived', status: <Finder text="zzz" /> })
    const press = (name: string) =>
      [...board.place.querySelectorAll('button')].find((one) => one.textContent === name)?.click()
    await vi.waitFor(() => expect(board.place.textContent).toContain('1 oportunidade arquivada'))
    press('procurar')
    await vi.waitFor(() => expect(board.place.textContent).not.toContain('1 oportunidade arquivada'))
    expect(board.place.textContent).not.toContain('Nada arquivado')
    press('tudo')
    await vi.waitFor(() => expect(board.place.textContent).toContain('1 oportunidade arquivada'))
    // Restored, the archive is as empty as it says, filtered or not.
    board.engine.boardEdits(boardIdOf(board)).restore([...archivedOf(board)])
    press('procurar')
    await vi.waitFor(() => expect(board.place.textContent).toContain('Nada arquivado'))
  })
})

describe('a filter on a phone', () => {
  afterEach(() => page.viewport(1440, 860))

  it('[VIS-12] leads to the stages in which it leaves something, when that on the screen is empty', async () => {
    await page.viewport(390, 860)
    const board = await boardOnScreen({ cards: 2 })
    board.show({ status: <Finder text="Cartão 2.1" /> })
    const button = (name: string) =>
      [...board.place.querySelectorAll('button')].find(({ textContent }) => textContent === name)
    ;(await vi.waitUntil(() => button('procurar'))).click()
    const there = await vi.waitUntil(() => button('Proposta · 1'))
    expect(board.titles(0)).toEqual([])
    there.click()
    await vi.waitFor(() => expect(board.titles(2)).toEqual(['Cartão 2.1']))
    expect(button('Proposta · 1')).toBeUndefined()
  })

  it('[VIS-12] so does a stage that holds nothing, without a filter', async () => {
    await page.viewport(390, 860)
    const board = await boardOnScreen({ cards: 2 })
    const button = (name: string) =>
      [...board.place.querySelectorAll('button')].find(({ textContent }) => textContent === name)
    await vi.waitFor(() => expect(board.titles(0)).toHaveLength(2))
    expect(button('Proposta · 2')).toBeUndefined()
    board.engine.boardEdits(boardIdOf(board)).archive([...board.ids(0)])
    ;(await vi.waitUntil(() => button('Proposta · 2'))).click()
    await vi.waitFor(() => expect(board.titles(2)).toHaveLength(2))
  })
})

const boardIdOf = (board: { readonly place: HTMLElement }): string =>
  board.place.querySelector<HTMLElement>('[data-board]')?.dataset['board'] ?? ''
