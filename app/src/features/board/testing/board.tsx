/** A board on the screen of a test, and what a person would look for on it. */
import { vi } from 'vitest'
import { boardId } from '../../../engine/testing/world.ts'
import type { WorldOptions } from '../../../engine/testing/world.ts'
import { mount, type Mounted } from '../../../testing/mount.tsx'
import { createSelection, type Selection } from '../../../view/selection.ts'
import { BoardScreen, type BoardScreenProps } from '../index.ts'

export interface BoardOnScreen extends Mounted {
  readonly opened: string[]
  readonly selection: Selection
  /** The element of a card, or null when it is not on the screen. */
  card(cardId: string): HTMLElement | null
  column(stage: number): HTMLElement
  /** Titles shown in a stage, in order from top to bottom. */
  titles(stage: number): readonly string[]
  /** Ids of a stage's cards, by the store. */
  ids(stage: number): readonly string[]
  show(props: Partial<BoardScreenProps>): void
}

export async function boardOnScreen(options: WorldOptions = {}): Promise<BoardOnScreen> {
  const opened: string[] = []
  const selection = createSelection()
  const screen = (props: Partial<BoardScreenProps> = {}) => (
    <BoardScreen
      boardId={boardId}
      tab="board"
      onTab={(tab) => mounted.render(screen({ tab }))}
      openCardId={null}
      onOpenCard={(cardId) => opened.push(cardId)}
      cardHref={(cardId) => `#${cardId}`}
      selection={selection}
      onImport={() => undefined}
      onExport={() => undefined}
      onFields={() => undefined}
      onOtherBoards={() => undefined}
      onShortcuts={() => undefined}
      table={null}
      status={null}
      {...props}
    />
  )
  const mounted: Mounted = await mount(() => screen(), options)
  await vi.waitUntil(() => mounted.place.querySelector('[data-phase=ready]'))
  if ((options.cards ?? 4) > 0) await vi.waitUntil(() => mounted.place.querySelector('[data-card]'))
  const column = (stage: number) => {
    const found = mounted.place.querySelector<HTMLElement>(`[data-stage="${mounted.stageIds[stage]}"]`)
    if (!found) throw new Error(`stage ${stage} is not on the screen`)
    return found
  }
  const top = (element: Element) => element.getBoundingClientRect().top
  return {
    ...mounted,
    opened,
    selection,
    card: (cardId) => mounted.place.querySelector(`[data-card="${cardId}"]`),
    column,
    titles: (stage) =>
      [...column(stage).querySelectorAll('[data-card]')]
        .toSorted((a, b) => top(a) - top(b))
        .map((card) => card.querySelector('.font-medium')?.textContent ?? ''),
    ids: (stage) =>
      mounted.engine.boards
        .get(boardId)
        .view()
        .store?.column(mounted.stageIds[stage] ?? '') ?? [],
    show: (props) => mounted.render(screen(props)),
  }
}
