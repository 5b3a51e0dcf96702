import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { createField, setCardField, type FilterField } from '@mutirao/documents'
import { boardId, type WorldOptions } from '../../engine/testing/world.ts'
import { mount, unmountAll } from '../../testing/mount.tsx'
import { createSelection } from '../../view/selection.ts'
import { setRowCounter } from './render-count.ts'
import { TableView } from './TableView.tsx'

// Many real key presses: a slow machine needs its time.
vi.setConfig({ testTimeout: 90_000 })

afterEach(async () => {
  setRowCounter(null)
  await unmountAll()
})

async function table(options: WorldOptions = {}) {
  const opened: string[] = []
  const selection = createSelection()
  const mounted = await mount(
    () => (
      <div style={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
        <button type="button">antes</button>
        <TableView
          boardId={boardId}
          openCardId={null}
          onOpenCard={(cardId) => opened.push(cardId)}
          selection={selection}
        />
      </div>
    ),
    options,
  )
  await until(() => mounted.place.querySelector('[data-row]'))
  const grid = mounted.place.querySelector<HTMLElement>('[data-table]') ?? expect.unreachable()
  const store = mounted.engine.boards.get(boardId).view().store ?? expect.unreachable()
  const row = (index: number) =>
    mounted.place.querySelector<HTMLElement>(`[data-row][aria-rowindex="${index + 2}"]`) ?? expect.unreachable()
  const cell = (index: number, column: FilterField) =>
    row(index).querySelector<HTMLElement>(`[data-cell="${column}"]`) ?? expect.unreachable()
  const text = (index: number, column: FilterField) => cell(index, column).textContent.replaceAll('\u00a0', ' ')
  return {
    ...mounted,
    grid,
    store,
    row,
    cell,
    text,
    opened,
    selection,
    card: (index: number) => store.card(row(index).dataset['row'] ?? '') ?? expect.unreachable(),
    edits: mounted.engine.boardEdits(boardId),
    /** Title of the row and id of the column the cursor is in. */
    at: () => {
      const active = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')
      const title = active?.closest('[data-row]')?.querySelector('[data-cell=title]')?.textContent
      return `${title} ${active?.dataset['cell']}`
    },
    total: (column: string) =>
      mounted.place.querySelector(`[data-total="${column}"]`)?.textContent.replaceAll('\u00a0', ' '),
    status: () => mounted.place.querySelector('[data-selected]')?.textContent.replaceAll('\u00a0', ' ') ?? '',
    async click(index: number, column: FilterField) {
      await userEvent.click(cell(index, column), { position: { x: 8, y: 8 } })
    },
  }
}
const until = <Value,>(condition: () => Value) => vi.waitUntil(condition, { timeout: 10_000 })
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 })
const keys = (text: string) => userEvent.keyboard(text)
const spoken = () => document.querySelector('[data-announcer=polite]')?.textContent ?? ''

function clipboard(type: 'copy' | 'paste' | 'cut', on: HTMLElement, text = ''): string {
  const data = new DataTransfer()
  if (type === 'paste') data.setData('text/plain', text)
  on.dispatchEvent(new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true }))
  return data.getData('text/plain')
}

describe('by keyboard', () => {
  it('[TBL-10] the cursor walks, extends, jumps, and the focus stays with the grid', async () => {
    const one = await table()
    one.grid.focus()
    await eventually(() => expect(one.at()).toBe('Cartão 0.0 title'))
    await keys('{ArrowDown}{ArrowRight}')
    expect(one.at()).toBe('Cartão 0.1 stage')
    await keys('{End}')
    expect(one.at()).toBe('Cartão 0.1 source')
    await keys('{Home}{Tab}{Tab}')
    expect(one.at()).toBe('Cartão 0.1 value')
    await keys('{Shift>}{Tab}{/Shift}{Control>}{End}{/Control}')
    expect(one.at()).toBe('Cartão 5.3 source')
    await keys('{Control>}{Home}{/Control}{PageDown}')
    expect(one.at()).toMatch(/^Cartão [3-5]/u)
    await keys('{Control>}{Home}{/Control}{Shift>}{ArrowDown}{ArrowDown}{ArrowRight}{/Shift}')
    await eventually(() => expect(one.status()).toBe('6 células'))
    expect(one.place.querySelectorAll('[role=gridcell][aria-selected=true]')).toHaveLength(6)
    await keys('{Escape}')
    await eventually(() => expect(one.status()).toBe(''))
    await keys('{Control>}a{/Control}')
    await eventually(() => expect(one.status()).toMatch(/^\d+ células · Soma R\$ 3\.600$/u))
    expect(document.activeElement).toBe(one.grid)
  })

  it('[TBL-10] typing, Enter and F2 edit; Enter goes down, Tab on, Esc gives up', async () => {
    const one = await table()
    await one.click(0, 'value')
    await keys('1500{Enter}')
    expect([one.card(0).valueCents, one.at()]).toEqual([150_000, 'Cartão 0.1 value'])
    await keys('2,5{Tab}')
    expect([one.card(1).valueCents, one.at()]).toEqual([250, 'Cartão 0.1 owner'])
    await one.click(1, 'account')
    await keys('{F2} Ltda{Enter}')
    expect(one.card(1).account).toBe('Transportes Ipê Ltda')
    await one.click(1, 'account')
    await keys('{Enter}não{Escape}')
    expect([one.card(1).account, document.activeElement]).toEqual(['Transportes Ipê Ltda', one.grid])
    await keys('{Delete}')
    expect(one.card(1).account).toBe('')
    await keys('{Escape}{Escape}')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Colunas')
    await keys('{ArrowDown} ')
    expect(one.opened).toEqual([one.card(1).id])
  })

  it('[TBL-10] [TBL-3] lists are chosen from by typing; labels are several', async () => {
    const one = await table()
    await one.click(0, 'stage')
    await keys('qual')
    await until(() => document.querySelector('[cmdk-item]'))
    await keys('{Enter}')
    await eventually(() => expect(one.store.stageOf(one.card(0).id)).toBe(one.stageIds[1]))
    expect(document.activeElement).toBe(one.grid)
    await one.click(0, 'owner')
    await keys('{Enter}')
    await until(() => document.querySelector('[cmdk-item]'))
    await keys('fabio{Enter}')
    await eventually(() => expect(one.card(0).ownerId).toBe('user-fabio-01'))
    await one.click(0, 'label')
    await keys('{Enter}')
    await until(() => document.querySelector('[cmdk-input]'))
    await keys('Piloto{Enter}Urgente{Enter}{Escape}')
    await eventually(() => expect(one.card(0).labels).toEqual(['Piloto', 'Urgente']))
    one.edits.undo()
    await eventually(() => expect(one.card(0).labels).toEqual([]))
    expect(document.activeElement).toBe(one.grid)
  })

  it('[TBL-10] [TBL-8] Ctrl+D and Ctrl+Enter fill the selection as one step of undo; Shift+Space chooses rows', async () => {
    const one = await table()
    const values = () => [0, 1, 2].map((index) => one.card(index).valueCents)
    const before = values()
    await one.click(0, 'value')
    await keys('77{Enter}{ArrowUp}{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}d{/Control}')
    expect(values()).toEqual([7_700, 7_700, 7_700])
    one.edits.undo()
    await eventually(() => expect(values()).toEqual([7_700, ...before.slice(1)]))
    await keys('9{Control>}{Enter}{/Control}')
    expect(values()).toEqual([900, 900, 900])
    await keys('{Shift>} {/Shift}')
    expect(one.selection.ids().size).toBe(3)
    await eventually(() => expect(spoken()).toContain('3 linhas'))
  })

  it('[TBL-11] what does not fit stays in the editor with a sentence; left, it is told and not written', async () => {
    const one = await table()
    await one.click(1, 'value')
    await keys('caro{Enter}')
    const alert = () => one.cell(1, 'value').querySelector('[role=alert]')?.textContent ?? ''
    expect(alert()).toContain('“caro” não é um valor')
    expect([one.card(1).valueCents, document.activeElement?.tagName]).toEqual([10_000, 'INPUT'])
    await one.click(3, 'title')
    await eventually(() => expect(one.place.querySelector('[data-troubles]')?.textContent).toContain('Linha 2, Valor'))
    expect(one.card(1).valueCents).toBe(10_000)
  })
})

describe('the clipboard', () => {
  const spread = 'Portal\tProposta\t1.500,00\nRede\tNada disso\tcaro'

  it('[TBL-9] [TBL-3] a pasted block writes what it can, tells the rest, and is one step of undo', async () => {
    const one = await table()
    const [first, second] = [one.card(0), one.card(1)]
    await one.click(0, 'title')
    clipboard('paste', one.grid, spread)
    await eventually(() => expect(one.text(0, 'title')).toBe('Portal'))
    expect(one.store.card(first.id)).toMatchObject({ title: 'Portal', valueCents: 150_000 })
    expect(one.store.stageOf(first.id)).toBe(one.stageIds[2])
    expect(one.store.card(second.id)).toMatchObject({ title: 'Rede', valueCents: second.valueCents })
    const told = one.place.querySelector('[data-troubles]')?.textContent ?? ''
    expect(told).toContain('4 células coladas. 2 ficaram como estavam:')
    expect(told).toContain('Linha 2, Etapa: Não existe a etapa “Nada disso”.')
    expect(told).toContain('Linha 2, Valor: “caro” não é um valor.')
    await eventually(() => expect(spoken()).toContain('2 ficaram'))
    one.edits.undo()
    await eventually(() => expect(one.store.card(first.id)).toEqual(first))
    expect(one.store.card(second.id)).toEqual(second)
  })

  it('[TBL-20] what a paste could not write is told no longer when it is taken back', async () => {
    const one = await table()
    await one.click(0, 'title')
    clipboard('paste', one.grid, spread)
    await eventually(() => expect(one.place.querySelector('[data-troubles]')).not.toBeNull())
    one.edits.undo()
    await eventually(() => expect(one.place.querySelector('[data-troubles]')).toBeNull())
  })

  it('[TBL-23] a copied cell cannot run elsewhere, and is the same text in another cell and in its field', async () => {
    const one = await table()
    const text = '=1+1'
    await one.click(0, 'account')
    clipboard('paste', one.grid, text)
    await eventually(() => expect(one.text(0, 'account')).toBe(text))
    expect(clipboard('copy', one.grid)).toBe(`'${text}`)
    await one.click(1, 'account')
    clipboard('paste', one.grid, `'${text}`)
    await eventually(() => expect(one.text(1, 'account')).toBe(text))
    await one.click(2, 'account')
    await keys('ab{ArrowLeft}')
    const field = await until(() => one.place.querySelector<HTMLInputElement>('[data-editor] input'))
    field.setSelectionRange(1, 2)
    clipboard('paste', field, `'${text}`)
    await eventually(() => expect(field.value).toBe(`a${text}`))
    const title = one.place.querySelector<HTMLInputElement>('[data-new-row] input') ?? expect.unreachable()
    title.focus()
    clipboard('paste', title, `'${text}`)
    await eventually(() => expect(title.value).toBe(text))
  })

  it('[TBL-8] one copied cell fills the selection; a block beyond the last row is told', async () => {
    const one = await table()
    await one.click(0, 'account')
    expect(clipboard('copy', one.grid)).toBe('Transportes Ipê')
    await one.click(1, 'value')
    await keys('{Shift>}{ArrowDown}{/Shift}')
    expect(clipboard('copy', one.grid)).toBe('100,00\n200,00')
    clipboard('paste', one.grid, '5')
    expect([one.card(1).valueCents, one.card(2).valueCents]).toEqual([500, 500])
    await keys('{Control>}{End}{/Control}{Home}')
    clipboard('paste', one.grid, 'a\nb\nc')
    await eventually(() => expect(one.place.querySelector('[data-troubles]')?.textContent).toContain('2 linhas não'))
    expect(one.card(23).title).toBe('a')
    await one.click(2, 'value')
    expect(clipboard('cut', one.grid)).toBe('5,00')
    expect(one.card(2).valueCents).toBeNull()
  })
})

describe('rows and columns', () => {
  it('[TBL-4] the totals follow every edit and the selection has its own', async () => {
    const one = await table()
    expect([one.total('title'), one.total('value')]).toMatchObject([
      '24 oportunidades',
      expect.stringMatching(/^R\$ 3\.600ponderado R\$ /u),
    ])
    setCardField(one.board.colleague, one.anas, { cardId: one.card(0).id, field: 'value', value: 100_000_00 })
    one.board.deliver()
    await eventually(() => expect(one.total('value')).toContain('R$ 103.600'))
    await one.click(0, 'value')
    await keys('{Shift>}{ArrowDown}{/Shift}')
    await eventually(() => expect(one.status()).toBe('2 células · Soma R$ 100.100'))
  })

  it('[TBL-3] a sorted table keeps its rows in place while one edits, and sorts again when asked', async () => {
    const one = await table()
    const head = () => one.place.querySelector<HTMLElement>('[role=columnheader][data-head="2"]')
    await userEvent.click(head()?.querySelector('button') ?? expect.unreachable())
    await userEvent.click(head()?.querySelector('button') ?? expect.unreachable())
    await eventually(() => expect(head()?.getAttribute('aria-sort')).toBe('descending'))
    const top = one.card(0)
    expect(top.valueCents).toBe(30_000)
    await one.click(0, 'value')
    await keys('1{Enter}')
    expect([one.card(0).id, one.card(0).valueCents]).toEqual([top.id, 100])
    const again = [...one.place.querySelectorAll('button')].find(({ textContent }) => textContent === 'Ordenar de novo')
    await userEvent.click(again ?? expect.unreachable())
    await eventually(() => expect(one.card(0).id).not.toBe(top.id))
  })

  it('[TBL-12] columns are hidden, frozen and made wider by menu and list; the choice is kept', async () => {
    const one = await table()
    const shown = () => [...one.place.querySelectorAll('[data-head] > button')].map(({ textContent }) => textContent)
    expect(shown()).toContain('Conta')
    await userEvent.click(one.place.querySelector('[aria-label="Colunas"]') ?? expect.unreachable())
    const box = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === 'Conta')
    await userEvent.click(box ?? expect.unreachable())
    await keys('{Escape}')
    await eventually(() => expect(shown()).not.toContain('Conta'))
    one.place.querySelector<HTMLElement>('[aria-label="Opções da coluna Etapa"]')?.focus()
    await keys('{Enter}')
    await until(() => document.activeElement?.closest('[role=menu]'))
    await keys('c')
    // Letters reach a menu a moment later.
    await until(() => document.activeElement?.textContent === 'Congelar até aqui')
    await keys('{Enter}')
    await eventually(() => expect(getComputedStyle(one.cell(0, 'stage')).position).toBe('sticky'))
    expect(one.engine.people.people().preferences[`table:${boardId}`]).toMatchObject({ frozen: 2 })
    createField(one.board.colleague, one.anas, { name: 'Margem', type: 'number' })
    one.board.deliver()
    await eventually(() => expect(shown()).toContain('Margem'))
  })

  it('[TBL-13] a colleague’s cell is outlined, and mine is told', async () => {
    const one = await table()
    const { id } = one.card(1)
    one.board.awareness.other(9, { user: { id: 'user-ana-0001', name: 'Ana Ribeiro' }, card: id, field: 'value' })
    await eventually(() => expect(one.cell(1, 'value').dataset['occupied']).toBe('user-ana-0001'))
    expect(one.text(1, 'value')).toContain('Ana')
    await one.click(2, 'owner')
    await eventually(() =>
      expect(one.board.awareness.sent.at(-1)).toMatchObject({ card: one.card(2).id, field: 'owner' }),
    )
  })
})

describe('ten thousand rows', () => {
  it('[TBL-1] [TBL-2] few rows exist; a step renders two, an edit one, a colleague’s unseen edit none', async () => {
    const one = await table({ cards: 1_667 })
    const rendered: string[] = []
    setRowCounter((cardId) => rendered.push(cardId))
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const count = async (work: () => unknown) => {
      await frame()
      await frame()
      rendered.length = 0
      await work()
      await frame()
      await frame()
      return new Set(rendered).size
    }
    expect(one.place.querySelectorAll('[data-row]').length).toBeLessThan(60)
    await one.click(3, 'value')
    expect(await count(() => keys('{ArrowDown}'))).toBe(2)
    const edited = one.card(4).id
    expect(await count(() => one.edits.setField(edited, 'value', 123_00))).toBe(1)
    expect(rendered).toEqual([edited])
    const hidden = one.store.column(one.stageIds[3] ?? '')[900] ?? ''
    expect(
      await count(() => {
        setCardField(one.board.colleague, one.anas, { cardId: hidden, field: 'value', value: 5 })
        one.board.deliver()
      }),
    ).toBe(0)
    await keys('{Control>}{End}{/Control}')
    await eventually(() => expect(one.at()).toBe('Cartão 5.1666 source'))
  })
})
