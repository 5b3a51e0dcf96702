import { emptyQuery, setCardField, type BoardQuery } from '@mutirao/documents'
import { userEvent } from 'vitest/browser'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useEffect } from 'react'
import { useBoard } from '../../../engine/index.ts'
import { chooseLanguage } from '../../../i18n/index.ts'
import { boardId, me } from '../../../engine/testing/world.ts'
import { mount, unmountAll, type Mounted } from '../../../testing/mount.tsx'
import { useBoardQuery, useVisibleBoard } from '../../../view/index.ts'
import { BoardFind } from '../index.ts'

afterEach(unmountAll)

let query: BoardQuery = emptyQuery
function Screen({ archive = false }: { readonly archive?: boolean }) {
  const { store } = useBoard(boardId)
  return store ? <Inner store={store} archive={archive} /> : null
}
interface InnerProps {
  readonly store: Parameters<typeof useVisibleBoard>[0]
  readonly archive: boolean
}
function Inner({ store, archive }: InnerProps) {
  const board = useVisibleBoard(store)
  const port = useBoardQuery()
  useEffect(() => {
    query = port.query
  }, [port])
  return (
    <>
      <BoardFind boardId={boardId} board={board} archive={archive} />
    </>
  )
}

async function barOnScreen(archive = false): Promise<Mounted> {
  const mounted = await mount(() => <Screen archive={archive} />)
  await vi.waitUntil(() => mounted.place.querySelector('[role=searchbox]'))
  return mounted
}
const text = () => document.body.textContent ?? ''
const button = (name: RegExp) =>
  [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')].find((one) =>
    name.test(one.getAttribute('aria-label') ?? one.textContent ?? ''),
  )
const press = async (name: RegExp) => {
  await vi.waitUntil(() => button(name))
  const found = button(name)
  if (found) await userEvent.click(found)
}

describe('the filter bar', () => {
  it('[FND-13] in the archive it counts what is archived, and says when nothing of that passes', async () => {
    const { engine, place } = await barOnScreen(true)
    const store = await vi.waitUntil(() => engine.boards.get(boardId).view().store)
    const ids = store
      .stages()
      .flatMap(({ id }) => store.column(id))
      .slice(0, 3)
    const title = store.card(ids[0] ?? '')?.title ?? ''
    engine.boardEdits(boardId).archive(ids)
    await userEvent.keyboard('/')
    // No living card is called so: what passes is archived.
    await userEvent.keyboard(title)
    await vi.waitFor(() => expect(text()).toContain('1 de 3'))
    expect(place.textContent).not.toContain('Nada corresponde')
    await userEvent.keyboard('zzz')
    await vi.waitFor(() => expect(place.textContent).toContain('Nada corresponde'))
    expect(text()).toContain('0 de 3')
  })

  it('[FND-10] text narrows as it is typed; Esc empties the box, then takes all filters away', async () => {
    await barOnScreen()
    await userEvent.keyboard('/')
    expect(document.activeElement?.getAttribute('role')).toBe('searchbox')
    await userEvent.keyboard('cartao 2.1')
    await vi.waitUntil(() => text().includes('1 de 24') && query.text === 'cartao 2.1')
    await userEvent.keyboard('{Escape}')
    await vi.waitUntil(() => query.text === '')
    expect(document.querySelector('[data-testid=shown]')).toBeNull()
    // Emptied, not left.
    expect(document.activeElement?.getAttribute('role')).toBe('searchbox')
    await chooseLanguage('en')
    await vi.waitUntil(() => document.activeElement?.getAttribute('aria-label') === 'Search this board')
    await chooseLanguage('pt-BR')
    await vi.waitUntil(() => document.activeElement?.getAttribute('aria-label') === 'Buscar neste quadro')
  })

  it('[FND-10] nothing that matches is said in words, with the way out', async () => {
    await barOnScreen()
    await userEvent.keyboard('/')
    await userEvent.keyboard('xyz')
    await vi.waitUntil(() => text().includes('Nada corresponde'))
    await press(/^Limpar filtros$/)
    await vi.waitUntil(() => query.text === '')
    expect(text()).not.toContain('Nada corresponde')
  })

  it('[FND-11] a filter is added from the menu by keyboard, stands as a chip with its count, and goes with its cross', async () => {
    const { board, anas, engine } = await barOnScreen()
    const cardId = [...(engine.boards.get(boardId).view().store?.cardIds() ?? [])][0] ?? ''
    setCardField(board.colleague, anas, { cardId, field: 'owner', value: me.id })
    board.deliver()
    await userEvent.keyboard('f')
    await vi.waitUntil(() => document.querySelector('[role=menu]'))
    await press(/^Responsável$/)
    await vi.waitUntil(() => document.querySelector('[role=dialog] input[type=checkbox]'))
    const first = document.querySelector<HTMLInputElement>('[role=dialog] input[type=checkbox]')
    expect(first?.closest('label')?.textContent).toBe('Eu1')
    if (first) await userEvent.click(first)
    await vi.waitUntil(() => text().includes('1 de 24'))
    await userEvent.keyboard('{Escape}')
    await vi.waitUntil(() => !document.querySelector('[role=dialog]'))
    expect(button(/Responsável/)?.closest('[class*=brand]')?.textContent).toContain('Responsável:Eu')
    await press(/^Tirar o filtro Responsável$/)
    await vi.waitUntil(() => Object.keys(query.filters).length === 0)
  })

  it('[TOK-4] a filter typed as a word leaves the box and stands as a chip; what it could become is taken by keys', async () => {
    await barOnScreen()
    const box = await vi.waitUntil(() => document.querySelector<HTMLInputElement>('[role=searchbox]'))
    await userEvent.click(box)
    await userEvent.keyboard('cartao valor>1000 ')
    await vi.waitUntil(() => query.filters.value !== undefined)
    expect([box.value.trim(), query.text, query.filters.value]).toEqual([
      'cartao',
      'cartao',
      { kind: 'range', min: 1_000_01, max: null },
    ])
    await userEvent.keyboard('resp:ana')
    const option = await vi.waitUntil(() => document.querySelector('[role=option]'))
    expect([option.textContent, option.getAttribute('aria-selected')]).toEqual(['Responsável:Ana Ribeiro', 'true'])
    expect(box.getAttribute('aria-activedescendant')).toBe(option.id)
    await userEvent.keyboard('{Enter}')
    await vi.waitUntil(() => query.filters.owner !== undefined)
    expect([box.value, document.activeElement, document.querySelector('[role=option]')]).toEqual(['cartao', box, null])
    await userEvent.keyboard(' eta')
    await vi.waitUntil(() => document.querySelector('[role=option]'))
    await userEvent.keyboard('{Escape}')
    expect([document.querySelector('[role=option]'), box.value]).toEqual([null, 'cartao eta'])
  })
})
