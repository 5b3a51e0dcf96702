import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { boardId } from '../../engine/testing/world.ts'
import { mount, unmountAll } from '../../testing/mount.tsx'
import { Toaster } from '../../ui/index.ts'
import { Outcome } from './index.ts'

afterEach(unmountAll)

async function board() {
  const mounted = await mount(
    () => (
      <>
        <button type="button" data-card="elsewhere">
          elsewhere
        </button>
        <Outcome boardId={boardId} />
        <Toaster label="Avisos" closeLabel="Fechar" />
      </>
    ),
    { cards: 3 },
  )
  await vi.waitUntil(() => document.querySelector('[data-card=elsewhere]'))
  // Listening begins after the first paint.
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  const store = mounted.engine.boards.get(boardId).view().store
  if (!store) throw new Error('the board is not there')
  const edits = mounted.engine.boardEdits(boardId)
  const stage = (index: number) => mounted.stageIds[index] ?? ''
  const [cardId = '', second = ''] = store.column(stage(0))
  const lose = () => edits.moveCards({ cardIds: [cardId, second], stageId: stage(5), at: 'top' })
  return { ...mounted, store, edits, stage, cardId, second, lose }
}
const panel = () => document.querySelector<HTMLElement>('[data-reasons]')
const chips = () => [...(panel()?.querySelectorAll('button') ?? [])].map((button) => button.textContent.trim())

describe('a deal that is lost', () => {
  it('[OUT-2] asks why without taking the focus; a press answers for all, as one step of undo', async () => {
    const { edits, store, stage, cardId, second, lose } = await board()
    for (const id of store.column(stage(1))) edits.setField(id, 'lostReason', 'Prazo longo')
    document.querySelector<HTMLElement>('[data-card]')?.focus()
    lose()
    // Fetched when first asked for.
    await vi.waitFor(() => expect(panel()?.textContent ?? '').toContain('Por que estas 2 foram perdidas?'), {
      timeout: 10_000,
    })
    expect(document.activeElement?.textContent).toBe('elsewhere')
    expect(store.stageOf(cardId)).toBe(stage(5))
    expect(chips()).toContain('Prazo longo')
    await userEvent.keyboard('r')
    expect(panel()?.contains(document.activeElement)).toBe(true)
    const chip = [...(panel()?.querySelectorAll('button') ?? [])].find((one) => one.textContent === 'Prazo longo')
    chip?.focus()
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(store.card(second)?.lostReason).toBe('Prazo longo'))
    expect(store.card(cardId)?.lostReason).toBe('Prazo longo')
    expect(panel()).toBeNull()
    expect(document.activeElement?.textContent).toBe('elsewhere')
    edits.undo()
    await vi.waitFor(() => expect(store.card(cardId)?.lostReason).toBe(''))
    expect(store.card(second)?.lostReason).toBe('')
    expect(store.stageOf(cardId)).toBe(stage(5))
  })

  it('[OUT-2] own words do as well; Esc sends the question away and writes nothing', async () => {
    const { store, cardId, lose } = await board()
    lose()
    await vi.waitFor(() => expect(panel()).not.toBeNull())
    await userEvent.fill(panel()?.querySelector('input') as HTMLElement, 'Sócio novo')
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(store.card(cardId)?.lostReason).toBe('Sócio novo'))
  })

  it('[OUT-2] the question leaves when the move is undone, and on Esc', async () => {
    const { edits, store, stage, cardId, lose } = await board()
    lose()
    await vi.waitFor(() => expect(panel()).not.toBeNull())
    edits.undo()
    await vi.waitFor(() => expect(panel()).toBeNull())
    expect(store.stageOf(cardId)).toBe(stage(0))
    lose()
    await vi.waitFor(() => expect(panel()).not.toBeNull())
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(panel()).toBeNull())
    expect(store.card(cardId)?.lostReason).toBe('')
  })
})
