import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyQuery, importCards, maxImportRows, moveCard, setCardField } from '@mutirao/documents'
import { boardId } from '../../engine/testing/world.ts'
import { unmountAll } from '../../testing/mount.tsx'
import { useBoardQuery } from '../../view/index.ts'
import { setRenderCounter, setRowCounter } from './index.ts'
import { boardOnScreen, type BoardOnScreen } from './testing/board.tsx'

/** 6 stages: 10 002 cards. */
const cards = 1_667

describe('a board of ten thousand cards', () => {
  let board: BoardOnScreen
  let rendered: string[] = []

  // One board for all of them: ten thousand cards take seconds to make.
  beforeAll(async () => {
    board = await boardOnScreen({ cards })
    setRenderCounter((cardId) => rendered.push(cardId))
  })
  beforeEach(async () => {
    await quiet()
    rendered = []
  })
  afterAll(async () => {
    setRenderCounter(null)
    await unmountAll()
  })

  /** Until two frames in a row rendered no card: measuring is done. */
  async function quiet() {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    for (let before = -1; before !== rendered.length;) {
      before = rendered.length
      await frame()
      await frame()
    }
  }
  const idAt = (stage: number, index: number) => board.ids(stage)[index] ?? ''
  const shownIds = () =>
    new Set([...board.place.querySelectorAll<HTMLElement>('[data-card]')].map(({ dataset }) => dataset['card']))
  const stage = (index: number) => board.stageIds[index] ?? ''

  it('[APP-24] only the cards near the screen exist', async () => {
    // Those around the ones in sight come once these are painted (DSN-7).
    await quiet()
    const shown = board.place.querySelectorAll('[data-card]').length
    expect(shown).toBeGreaterThan(20)
    // In each column what the smallest cards could fill of the screen, and a few more.
    const most = Math.ceil(innerHeight / 54) + 10
    for (const [index] of board.stageIds.entries())
      expect(board.column(index).querySelectorAll('[data-card]').length).toBeLessThanOrEqual(most)
  })

  it.each([
    ['to another column, both on the screen', 0, 0, 1],
    ['within its column', 0, 1, 0],
    ['from below the screen to another column', 0, 1_000, 1],
  ])('[APP-25] moving one of 10 000 cards renders at most three: %s', async (_where, from, index, to) => {
    const cardId = idAt(from, index)
    const [aboveId, belowId] = [idAt(to, 2), idAt(to, 3)]
    const edits = board.engine.boardEdits(boardId)
    expect(edits.moveCard({ cardId, stageId: stage(to), aboveId, belowId })).toBe(true)
    await vi.waitUntil(() => board.card(cardId)?.closest('[data-stage]')?.getAttribute('data-stage') === stage(to))
    await quiet()
    // Not one of the others is rendered again; a card that scrolls into the gap is new on the screen.
    expect(rendered.length).toBeLessThanOrEqual(3)
    expect(rendered).toContain(cardId)
  })

  it('[APP-25] a colleague’s move between places nobody sees renders no card at all', async () => {
    const cardId = idAt(2, 800)
    moveCard(board.board.colleague, board.anas, {
      cardId,
      stageId: stage(3),
      aboveId: idAt(3, 900),
      belowId: idAt(3, 901),
    })
    board.board.deliver()
    await vi.waitUntil(() => board.ids(3).includes(cardId))
    await quiet()
    expect(rendered).toEqual([])
  })

  it('[APP-25] a changed value renders that card and no other', async () => {
    const cardId = idAt(1, 2)
    setCardField(board.board.colleague, board.anas, { cardId, field: 'value', value: 123_456_00 })
    board.board.deliver()
    await vi.waitUntil(() => board.card(cardId)?.textContent.includes('123.456'))
    await quiet()
    expect(new Set(rendered)).toEqual(new Set([cardId]))
    expect(rendered.length).toBeLessThanOrEqual(2)
  })

  it('[APP-51] a colleague’s import below those in sight renders none of them, and is counted on each', async () => {
    const rows: string[] = []
    setRowCounter((cardId) => rows.push(cardId))
    const size = () => board.column(0).querySelector('li[data-index]')?.getAttribute('aria-setsize')
    const before = board.ids(0).length
    expect(size()).toBe(`${before}`)
    const chunk = Array.from({ length: maxImportRows }, (_, i) => ({ title: `Nova ${i}`, stageId: stage(0) }))
    importCards(board.board.colleague, board.anas, chunk)
    board.board.deliver()
    // The column is right at once, the screen with the frame.
    expect(board.ids(0)).toHaveLength(before + maxImportRows)
    await vi.waitUntil(() => size() === `${before + maxImportRows}`)
    await quiet()
    expect([rendered, rows]).toEqual([[], []])
    setRowCounter(null)
  })

  it('[APP-50] what waits to be saved is counted without a new view of the board', () => {
    const session = board.engine.boards.get(boardId)
    const view = session.view()
    board.board.setState({ unsent: 3 })
    expect([session.view() === view, session.unsent()]).toEqual([true, 3])
    board.board.setState({ unsent: 0 })
    expect([session.view() === view, session.unsent()]).toEqual([true, 0])
  })

  it('[VIS-10] [APP-25] a letter typed renders only the cards that come into sight by it', async () => {
    let find: (text: string) => void = () => undefined
    function Finder() {
      const { setQuery } = useBoardQuery()
      find = (text) => setQuery(() => ({ ...emptyQuery, text }))
      return null
    }
    board.show({ status: <Finder /> })
    await quiet()
    // All cards of the first stage stay, those of the fifth go.
    rendered = []
    find('0.')
    await vi.waitUntil(() => board.column(4).querySelector('[data-card]') === null)
    await quiet()
    expect(board.column(0).querySelectorAll('[data-card]').length).toBeGreaterThan(5)
    expect(rendered).toEqual([])
    const before = shownIds()
    find('0.1')
    await vi.waitUntil(() => board.card(idAt(0, 2)) === null)
    await quiet()
    expect(rendered.length).toBeGreaterThan(0)
    expect(rendered.filter((cardId) => before.has(cardId))).toEqual([])
    find('')
    await vi.waitUntil(() => board.column(4).querySelector('[data-card]') !== null)
    await quiet()
  })

  it('[VIS-11] a letter typed lets the page be laid out once for all stages, not once for each', async () => {
    let find: (text: string) => void = () => undefined
    function Finder() {
      const { setQuery } = useBoardQuery()
      find = (text) => setQuery(() => ({ ...emptyQuery, text }))
      return null
    }
    board.show({ status: <Finder /> })
    await quiet()
    const turns = watchMeasuring()
    try {
      find('.1')
      await vi.waitUntil(() => board.card(idAt(0, 2)) === null)
      await quiet()
    } finally {
      turns.stop()
    }
    // Six stages have new cards: those in sight, what their heights bring, and the margins once these are painted.
    expect(turns.count()).toBeGreaterThan(0)
    expect(turns.count()).toBeLessThanOrEqual(4)
    find('')
    await quiet()
  })
})

/** How often heights are read after something was written: each time the browser has to lay out the page at once. */
function watchMeasuring() {
  const undo: (() => void)[] = []
  let [turns, isWritten] = [0, true]
  const spy = (of: object, key: string, kind: 'get' | 'set', seen: () => void) => {
    const before = Object.getOwnPropertyDescriptor(of, key)
    const work = before?.[kind]
    if (!before || !work) throw new Error(`nothing to watch: ${key}`)
    const watched = function (this: unknown, ...args: unknown[]): unknown {
      seen()
      return Reflect.apply(work, this, args)
    }
    Object.defineProperty(of, key, { ...before, [kind]: watched })
    undo.push(() => Object.defineProperty(of, key, before))
  }
  const read = () => {
    if (isWritten) turns++
    isWritten = false
  }
  const write = () => (isWritten = true)
  spy(HTMLElement.prototype, 'offsetHeight', 'get', read)
  spy(HTMLElement.prototype, 'tabIndex', 'set', write)
  return { count: () => turns, stop: () => undo.forEach((one) => one()) }
}
