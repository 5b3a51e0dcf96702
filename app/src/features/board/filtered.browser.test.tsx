import { afterEach, describe, expect, it, vi } from 'vitest'
import { emptyQuery } from '@mutirao/documents'
import { unmountAll } from '../../testing/mount.tsx'
import { useBoardQuery } from '../../view/index.ts'
import { boardOnScreen } from './testing/board.tsx'

afterEach(unmountAll)

/** Looks for words from outside the board, as the bar above it does. */
function Finder() {
  const { setQuery } = useBoardQuery()
  return (
    <>
      <button type="button" onClick={() => setQuery(() => ({ ...emptyQuery, text: 'Cartão 0.1' }))}>
        procurar
      </button>
      <button type="button" onClick={() => setQuery(() => emptyQuery)}>
        tudo
      </button>
    </>
  )
}

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

const boardIdOf = (board: { readonly place: HTMLElement }): string =>
  board.place.querySelector<HTMLElement>('[data-board]')?.dataset['board'] ?? ''
