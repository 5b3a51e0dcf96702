import type { ColumnHandle } from '../../view/drag/engine.ts'
import type { VisibleBoard } from '../../view/index.ts'

/** One name for a stage within a lane. Ids hold no blank. */
export const placeIn = (stageId: string, lane: string | null): string =>
  lane === null ? stageId : `${stageId} ${lane}`

/**
 * What the board's parts ask of each other without React between them: which columns are on the screen, where the focus
 * is and where it shall go. One per mounted board.
 */
export interface BoardController {
  register(handle: ColumnHandle): () => void
  columns(): readonly ColumnHandle[]
  /** The card that has, or last had, the focus. */
  focused(): { readonly cardId: string; readonly stageId: string } | null
  setFocused(cardId: string, stageId: string): void
  /** Focuses a card wherever it is shown, now or as soon as its column is there. */
  reveal(cardId: string, stageId: string): void
  /** What `reveal` still waits for. */
  wanted(): { readonly cardId: string; readonly stageId: string } | null
  /** Opens the quick add of a stage. */
  add(stageId: string): void
  onAdd(listener: (stageId: string) => void): () => void
  /** A lane that is on the screen: the board as its owner's cards alone. */
  registerLane(lane: string, store: VisibleBoard): () => void
  laneStore(lane: string): VisibleBoard | undefined
}

export function createBoardController(): BoardController {
  const handles = new Set<ColumnHandle>()
  const lanes = new Map<string, VisibleBoard>()
  const addListeners = new Set<(stageId: string) => void>()
  let focused: { readonly cardId: string; readonly stageId: string } | null = null
  let wanted: { readonly cardId: string; readonly stageId: string } | null = null

  const tryReveal = () => {
    const target = wanted
    if (!target) return
    for (const handle of handles) {
      if (handle.stageId === target.stageId && handle.reveal(target.cardId)) wanted = null
    }
  }
  return {
    register(handle) {
      handles.add(handle)
      if (wanted?.stageId === handle.stageId) queueMicrotask(tryReveal)
      return () => {
        handles.delete(handle)
      }
    },
    registerLane(lane, store) {
      lanes.set(lane, store)
      return () => {
        if (lanes.get(lane) === store) lanes.delete(lane)
      }
    },
    laneStore: (lane) => lanes.get(lane),
    columns: () => [...handles],
    focused: () => focused,
    setFocused(cardId, stageId) {
      focused = { cardId, stageId }
      // The person went elsewhere meanwhile: a card that comes late must not take the focus away again.
      wanted = null
    },
    reveal(cardId, stageId) {
      focused = { cardId, stageId }
      wanted = { cardId, stageId }
      tryReveal()
    },
    wanted: () => wanted,
    add(stageId) {
      for (const listener of addListeners) listener(stageId)
    },
    onAdd(listener) {
      addListeners.add(listener)
      return () => {
        addListeners.delete(listener)
      }
    },
  }
}
