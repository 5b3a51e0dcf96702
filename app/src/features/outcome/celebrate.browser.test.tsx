import { afterEach, describe, expect, it, vi } from 'vitest'
import { boardId } from '../../engine/testing/world.ts'
import { mount, unmountAll } from '../../testing/mount.tsx'
import { useBoard, useColumn } from '../../engine/index.ts'
import type { BoardStore } from '@mutirao/documents'
import { celebrate } from './celebrate.ts'
import { Outcome } from './index.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  await unmountAll()
})

/** The won cards of the board, as elements to celebrate at. */
function Won({ stageId }: { readonly stageId: string }) {
  const { store } = useBoard(boardId)
  return store === null ? null : <Cards store={store} stageId={stageId} />
}
function Cards({ store, stageId }: { readonly store: BoardStore; readonly stageId: string }) {
  return useColumn(store, stageId).map((cardId) => (
    <button key={cardId} type="button" data-card={cardId}>
      {cardId}
    </button>
  ))
}

async function board() {
  const mounted = await mount(
    ({ stageIds }) => (
      <>
        <button type="button" id="elsewhere">
          elsewhere
        </button>
        <Won stageId={stageIds[4] ?? ''} />
        <Outcome boardId={boardId} />
      </>
    ),
    { cards: 2 },
  )
  await vi.waitUntil(() => document.querySelector('[data-card]'))
  // Listening begins after the first paint.
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  const store = mounted.engine.boards.get(boardId).view().store ?? expect.unreachable()
  const edits = mounted.engine.boardEdits(boardId)
  const stage = (index: number) => mounted.stageIds[index] ?? ''
  const [cardId = ''] = store.column(stage(0))
  document.getElementById('elsewhere')?.focus()
  return { ...mounted, store, edits, stage, cardId }
}
/** Layers of paper that stood on the page since now. */
function watchLayers() {
  const seen: HTMLElement[] = []
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes)
        if (node instanceof HTMLElement && node.dataset['celebration'] !== undefined) seen.push(node)
  })
  observer.observe(document.body, { childList: true })
  return seen
}

describe('a deal that is won', () => {
  it('[OUT-5] is celebrated once, in nobody’s way, and leaves nothing behind', async () => {
    const { edits, stage, cardId, store } = await board()
    const layers = watchLayers()
    edits.moveCards({ cardIds: [cardId], stageId: stage(4), at: 'top' })
    await vi.waitFor(() => expect(layers).toHaveLength(1), { timeout: 5_000 })
    const [layer] = layers
    expect(layer?.getAttribute('aria-hidden')).toBe('true')
    expect(layer?.style.pointerEvents).toBe('none')
    expect(document.activeElement?.id).toBe('elsewhere')
    await vi.waitFor(() => expect(layer?.isConnected).toBe(false), { timeout: 5_000 })
    // From won to won nothing was won, and going back is no feast.
    edits.moveCards({ cardIds: [cardId], stageId: stage(4), at: 'bottom' })
    edits.moveCards({ cardIds: [cardId], stageId: stage(0), at: 'top' })
    await vi.waitFor(() => expect(store.stageOf(cardId)).toBe(stage(0)))
    expect(layers).toHaveLength(1)
  })

  it('[OUT-5] with reduced motion nothing moves', async () => {
    const less = vi.spyOn(Element.prototype, 'animate')
    vi.spyOn(
      window.matchMedia('(prefers-reduced-motion: reduce)').constructor.prototype as MediaQueryList,
      'matches',
      'get',
    ).mockReturnValue(true)
    const { edits, stage, cardId, store } = await board()
    const layers = watchLayers()
    edits.moveCards({ cardIds: [cardId], stageId: stage(4), at: 'top' })
    await vi.waitUntil(() => document.querySelector(`[data-card="${cardId}"]`))
    // Asked for by hand: what the board asks for is fetched first, and would come after these five seconds.
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    celebrate([cardId])
    vi.advanceTimersByTime(5_000)
    vi.useRealTimers()
    expect(store.stageOf(cardId)).toBe(stage(4))
    expect(layers).toEqual([])
    expect(less).not.toHaveBeenCalled()
  })
})
