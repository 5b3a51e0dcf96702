import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { setStageField } from '@mutirao/documents'
import { boardId } from '../../engine/testing/world.ts'
import { unmountAll } from '../../testing/mount.tsx'
import { boardOnScreen, type BoardOnScreen } from './testing/board.tsx'
import { dragByMouse, middleOf } from './testing/pointer.ts'

afterEach(unmountAll)

const names = (board: BoardOnScreen) =>
  [...board.place.querySelectorAll('[data-stage] h2 > :first-child')].map((name) => name.textContent)
const head = (board: BoardOnScreen, stage: number) => {
  const found = board.column(stage).querySelector<HTMLElement>('[data-stage-head]')
  if (!found) throw new Error(`stage ${stage} has no head to take`)
  return found
}
const named = (name: string) => {
  const found = [...document.querySelectorAll<HTMLElement>('button, input')].find((element) => {
    const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent
    return (label ?? element.textContent).trim() === name
  })
  if (!found) throw new Error(`nothing is called ${name}`)
  return found
}
async function openEditor(board: BoardOnScreen, stage: number) {
  const name = names(board)[stage] ?? ''
  named(`Editar etapa ${name}`).click()
  // Fetched when first asked for.
  await vi.waitFor(() => named('Nome'), { timeout: 10_000 })
}
const store = (board: BoardOnScreen) => board.engine.boards.get(boardId).view().store
const stageOf = (board: BoardOnScreen, index: number) =>
  store(board)
    ?.stages()
    .find((stage) => stage.id === board.stageIds[index])

describe('stages on the board', () => {
  it('[STG-1] a stage is renamed in its place; Esc leaves it, undo brings the old name back', async () => {
    const board = await boardOnScreen({ cards: 1 })
    const title = () => board.column(0).querySelector<HTMLElement>('h2 button')
    title()?.click()
    await vi.waitFor(() => expect(document.activeElement).toBe(named('Nome')))
    await userEvent.keyboard('Contato{Escape}')
    await vi.waitFor(() => expect(names(board)[0]).toBe('Prospecção'))
    title()?.click()
    await vi.waitFor(() => expect(document.activeElement).toBe(named('Nome')))
    await userEvent.keyboard('Contato{Enter}')
    await vi.waitFor(() => expect(names(board)[0]).toBe('Contato'))
    board.engine.boardEdits(boardId).undo()
    await vi.waitFor(() => expect(names(board)[0]).toBe('Prospecção'))
  })

  it('[STG-1] the panel writes colour, kind, probability and limit; what is no number is said and not written', async () => {
    const board = await boardOnScreen({ cards: 3 })
    await openEditor(board, 1)
    await userEvent.fill(named('Probabilidade'), '140')
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('de 0 a 100'))
    expect(stageOf(board, 1)?.probability).toBe(25)
    await userEvent.fill(named('Probabilidade'), '40%')
    await userEvent.fill(named('Limite de cartões'), '2')
    await userEvent.keyboard('{Enter}')
    named('Violeta').click()
    named('Perdida').click()
    await vi.waitFor(() =>
      expect(stageOf(board, 1)).toMatchObject({ probability: 40, wipLimit: 2, color: '#7353c9', kind: 'lost' }),
    )
  })

  it('[STG-5] with a limit the head counts against it, and says so when there are more', async () => {
    const board = await boardOnScreen({ cards: 3 })
    const count = () => board.column(1).querySelector('h2')?.textContent
    const limit = (value: number) => {
      setStageField(board.board.colleague, board.anas, { stageId: board.stageIds[1] ?? '', field: 'wipLimit', value })
      board.board.deliver()
    }
    limit(3)
    await vi.waitFor(() => expect(count()).toContain('3/3'))
    expect(board.column(1).querySelector('[data-over]')).toBeNull()
    limit(2)
    await vi.waitFor(() => expect(count()).toContain('3/2'))
    expect(board.column(1).querySelector('[data-over]')?.textContent).toContain('Acima do limite de 2')
  })

  it('[STG-1] stages are added, archived with their cards under “Sem etapa”, and restored from “Arquivadas”', async () => {
    const board = await boardOnScreen({ cards: 2 })
    named('Etapa').click()
    await vi.waitFor(() => expect(document.activeElement).toBe(named('Nome da nova etapa')))
    await userEvent.keyboard('Visita{Enter}{Escape}')
    await vi.waitFor(() => expect(names(board)[4]).toBe('Visita'))
    await openEditor(board, 0)
    named('Arquivar etapa').click()
    await vi.waitFor(() => expect(names(board)[0]).toBe('Sem etapa'))
    board.show({ tab: 'archived' })
    await vi.waitFor(() => named('Restaurar etapa: Prospecção'))
    named('Restaurar etapa: Prospecção').click()
    board.show({ tab: 'board' })
    await vi.waitFor(() => expect(names(board)[0]).toBe('Prospecção'))
    expect(board.titles(0)).toEqual(['Cartão 0.0', 'Cartão 0.1'])
  })

  it('[STG-4] a stage dragged by its head falls where the others made room; Esc puts it back', async () => {
    const board = await boardOnScreen({ cards: 1 })
    const third = middleOf(head(board, 2))
    await dragByMouse(head(board, 0), { x: third.x + 30, y: third.y })
    await vi.waitFor(() => expect(names(board).slice(0, 3)).toEqual(['Qualificação', 'Proposta', 'Prospecção']))
    const first = middleOf(head(board, 1))
    await dragByMouse(head(board, 0), { x: first.x - 40, y: first.y }, { drop: false })
    await userEvent.keyboard('{Escape}')
    window.dispatchEvent(new PointerEvent('pointerup', { button: 0 }))
    expect(names(board).slice(0, 3)).toEqual(['Qualificação', 'Proposta', 'Prospecção'])
    board.engine.boardEdits(boardId).undo()
    await vi.waitFor(() => expect(names(board)[0]).toBe('Prospecção'))
  })

  it('[STG-3] the arrows of the panel take it one step to a side and keep the focus', async () => {
    const board = await boardOnScreen({ cards: 1 })
    await openEditor(board, 0)
    expect((named('Mover para a esquerda') as HTMLButtonElement).disabled).toBe(true)
    named('Mover para a direita').focus()
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(names(board).slice(0, 2)).toEqual(['Qualificação', 'Prospecção']))
    expect(document.activeElement).toBe(named('Mover para a direita'))
  })

  it('[STG-1] who may only look finds nothing to change', async () => {
    const board = await boardOnScreen({ cards: 1 })
    board.board.setState({ readOnly: true })
    await vi.waitFor(() => expect(board.place.querySelector('[data-stage-head]')).toBeNull())
    expect(() => named('Etapa')).toThrow()
    expect(() => named('Editar etapa Prospecção')).toThrow()
  })
})
