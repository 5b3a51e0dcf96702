import { useSyncExternalStore } from 'react'

/** A card in somebody's hand. */
export interface Drag {
  readonly cardId: string
  /** The column it comes from: see `ColumnHandle.place`. */
  readonly fromPlace: string
  /** Height of the card, for the slot. */
  readonly heightPx: number
  /** Where it would fall; the index is counted without the dragged card. Null outside every column. */
  readonly over: {
    readonly place: string
    readonly stageId: string
    readonly lane: string | null
    readonly index: number
  } | null
}

export interface DragState {
  readonly get: () => Drag | null
  readonly set: (drag: Drag | null) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createDragState(): DragState {
  const listeners = new Set<() => void>()
  let drag: Drag | null = null
  return {
    get: () => drag,
    set(next) {
      if (same(drag, next)) return
      drag = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const same = (a: Drag | null, b: Drag | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.cardId === b.cardId &&
    a.heightPx === b.heightPx &&
    a.over?.place === b.over?.place &&
    a.over?.index === b.over?.index)

/** What a column must draw of the drag: nothing when it neither gives nor takes the card, so that it does not render. */
export interface ColumnDrag {
  /** The dragged card when it comes from here, else ''. */
  readonly sourceId: string
  /** Where the slot opens, or -1. */
  readonly slotIndex: number
  readonly heightPx: number
}
const none: ColumnDrag = Object.freeze({ sourceId: '', slotIndex: -1, heightPx: 0 })

export function useColumnDrag(state: DragState, place: string): ColumnDrag {
  const key = useSyncExternalStore(state.subscribe, () => keyOf(state.get(), place))
  if (key === '') return none
  const [sourceId = '', slotIndex = '', heightPx = ''] = key.split('|')
  return { sourceId, slotIndex: Number(slotIndex), heightPx: Number(heightPx) }
}

/** A string, because a snapshot must be equal when it says the same. Ids hold no `|`. */
function keyOf(drag: Drag | null, place: string): string {
  if (!drag) return ''
  const gives = drag.fromPlace === place
  const takes = drag.over?.place === place
  if (!gives && !takes) return ''
  return `${gives ? drag.cardId : ''}|${takes ? (drag.over?.index ?? -1) : -1}|${drag.heightPx}`
}
