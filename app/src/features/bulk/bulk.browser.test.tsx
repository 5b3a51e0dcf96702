import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { archiveCards, setCardField } from '@mutirao/documents'
import { boardId } from '../../engine/testing/world.ts'
import { mount, unmountAll, type Mounted } from '../../testing/mount.tsx'
import { Toaster } from '../../ui/index.ts'
import { useBoardQuery } from '../../view/index.ts'
import { createSelection, type Selection } from '../../view/selection.ts'
import { BulkBar } from './index.ts'

afterEach(unmountAll)

/** The address's query, as a button that looks for one card. */
function Search() {
  const { setQuery } = useBoardQuery()
  return (
    <button
      type="button"
      data-search
      className="fixed top-0 left-0 z-60"
      onClick={() => setQuery((before) => ({ ...before, text: 'Cartão 0.1' }))}
    >
      search
    </button>
  )
}

async function barOnScreen() {
  const selection: Selection = createSelection()
  const mounted: Mounted = await mount(
    () => (
      <>
        <BulkBar boardId={boardId} selection={selection} />
        <Search />
        <Toaster label="Avisos" closeLabel="Fechar" />
      </>
    ),
    { cards: 3 },
  )
  const store = () => {
    const found = mounted.engine.boards.get(boardId).view().store
    if (!found) throw new Error('the board is not there')
    return found
  }
  await vi.waitUntil(() => !mounted.engine.boards.get(boardId).view().readOnly)
  const ids = (stage: number) => store().column(mounted.stageIds[stage] ?? '')
  const chosen = [...ids(0)]
  selection.set(chosen)
  await vi.waitUntil(() => document.querySelector('[data-bulk]'))
  const cards = () => chosen.map((cardId) => store().card(cardId))
  return { ...mounted, selection, store, ids, chosen, cards }
}
const named = (name: string | RegExp) => {
  const found = [...document.querySelectorAll<HTMLElement>('button, input, [role=menuitem]')].find((element) => {
    const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent
    const text = (label ?? element.textContent).trim()
    return typeof name === 'string' ? text === name : name.test(text)
  })
  if (!found) throw new Error(`nothing is called ${String(name)}`)
  return found
}
const box = (name: string) => named(name) as HTMLInputElement
async function choose(button: string, item: string | RegExp) {
  await userEvent.click(named(button))
  await vi.waitFor(() => named(item))
  await userEvent.click(named(item))
}

describe('the bar of chosen cards', () => {
  it('[SEL-7] moves all to a stage in the order of the board, and one undo brings all back', async () => {
    const bar = await barOnScreen()
    await choose('Etapa', 'Proposta')
    await vi.waitFor(() => expect(bar.ids(2).slice(0, 3)).toEqual(bar.chosen))
    bar.engine.boardEdits(boardId).undo()
    await vi.waitFor(() => expect(bar.ids(0)).toEqual(bar.chosen))
  })

  it('[SEL-7] sets the owner and a date of all; the undo leaves what a colleague changed since', async () => {
    const bar = await barOnScreen()
    await choose('Responsável', /Fábio/)
    await vi.waitFor(() => expect(bar.cards().every((card) => card?.ownerId === 'user-fabio-01')).toBe(true))
    const [first = ''] = bar.chosen
    setCardField(bar.board.colleague, bar.anas, { cardId: first, field: 'owner', value: 'user-ana-0001' })
    bar.board.deliver()
    bar.engine.boardEdits(boardId).undo()
    await vi.waitFor(() => expect(bar.cards().map((card) => card?.ownerId)).toEqual(['user-ana-0001', null, null]))
    await userEvent.click(named('Fechamento'))
    await vi.waitFor(() => named('Fecham em'))
    await userEvent.fill(named('Fecham em'), '18/12/2026')
    await userEvent.click(named('Aplicar'))
    await vi.waitFor(() => expect(bar.cards().every((card) => card?.closeOn === '2026-12-18')).toBe(true))
  })

  it('[SEL-7] clears the value, archives, and lets go of what is archived, whoever did it', async () => {
    const bar = await barOnScreen()
    await choose('Mais ações', 'Apagar o valor')
    await vi.waitFor(() => expect(bar.cards().every((card) => card?.valueCents === null)).toBe(true))
    archiveCards(bar.board.colleague, bar.anas, [bar.chosen[0] ?? ''])
    bar.board.deliver()
    await vi.waitFor(() => expect([...bar.selection.ids()]).toEqual(bar.chosen.slice(1)))
    await choose('Mais ações', /^Arquivar/)
    await vi.waitFor(() => expect(bar.ids(0)).toEqual([]))
    expect(document.querySelector('[data-bulk]')).toBeNull()
  })

  it('[SEL-8] a label some have goes to all first, then off all', async () => {
    const bar = await barOnScreen()
    bar.engine.boardEdits(boardId).setLabel(bar.chosen[0] ?? '', 'Piloto', true)
    await userEvent.click(named('Etiqueta'))
    await vi.waitFor(() => expect(box('Piloto').indeterminate).toBe(true))
    named('Piloto').click()
    await vi.waitFor(() => expect(box('Piloto').checked).toBe(true))
    expect(bar.cards().map((card) => card?.labels)).toEqual([['Piloto'], ['Piloto'], ['Piloto']])
    named('Piloto').click()
    await vi.waitFor(() => expect(bar.cards().flatMap((card) => card?.labels)).toEqual([]))
    await userEvent.fill(named('Nova etiqueta'), 'Urgente')
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(bar.cards().every((card) => card?.labels.includes('Urgente'))).toBe(true))
  })

  it('[SEL-9] what a filter hides is let go of', async () => {
    const bar = await barOnScreen()
    document.querySelector<HTMLElement>('[data-search]')?.click()
    await vi.waitFor(() => expect([...bar.selection.ids()]).toEqual([bar.chosen[1]]))
  })

  it('[SEL-7] B goes to the bar', async () => {
    await barOnScreen()
    await userEvent.keyboard('b')
    expect(document.activeElement?.closest('[data-bulk]')).not.toBeNull()
  })
})
