import {
  archiveField,
  createField,
  editCells,
  editField,
  fault,
  moveField,
  restoreField,
  setCustomField,
  type CellEdit,
  type CustomValue,
  type NewField,
} from '@mutirao/documents'
import type { Runner, Telling } from './edit-runner.ts'
import type { WatchMove } from './many-edits.ts'

/** Custom fields of the board, their values, and many cells at once. Same promises as `BoardEdits`. */
export interface FieldEdits {
  /** For a new option of a choice. */
  newOptionId(): string
  createField(field: NewField): string | null
  editField(fieldId: string, change: Partial<Omit<NewField, 'type'>>): boolean
  moveField(fieldId: string, place: { readonly aboveId?: string; readonly belowId?: string }): boolean
  archiveField(fieldId: string): boolean
  restoreField(fieldId: string): boolean
  /** null clears it. False when it already had this value. */
  setCustom(cardId: string, fieldId: string, value: CustomValue | null): boolean
  /** Many cells as one step of undo; all are checked before the first is written. False when nothing changes. */
  editCells(edits: readonly CellEdit[], telling?: Telling): boolean
}

export function createFieldEdits({ attempt, change, remember, context }: Runner, onMove: WatchMove): FieldEdits {
  return {
    newOptionId: () => context().newId(),
    createField(field) {
      const made = attempt((live, at) => createField(live, at, field))
      if (made) remember(made.undo)
      return made?.fieldId ?? null
    },
    editField: (fieldId, edit) => change((live, at) => editField(live, at, { fieldId, ...edit })),
    moveField: (fieldId, place) => change((live, at) => moveField(live, at, { fieldId, ...place })),
    archiveField: (fieldId) => change((live, at) => archiveField(live, at, fieldId), { loud: true }),
    restoreField: (fieldId) => change((live, at) => restoreField(live, at, fieldId)),
    setCustom: (cardId, fieldId, value) => change((live, at) => setCustomField(live, at, { cardId, fieldId, value })),
    editCells(edits, telling) {
      const write = () => change((live, at) => editCells(live, at, edits), telling)
      return watched(edits, write, onMove)()
    },
  }
}

/** A stage that is typed, pasted or filled is a move: deals are closed by it as by any other. */
function watched(edits: readonly CellEdit[], write: () => boolean, onMove: WatchMove): () => boolean {
  // What stands last counts, as where it is written.
  const stages = new Map(edits.flatMap((edit) => (edit.kind === 'stage' ? [[edit.cardId, edit.stageId] as const] : [])))
  if (fault('OUT-6')) return write
  return [...Map.groupBy(stages, ([, stageId]) => stageId)].reduce(
    (run, [stageId, cards]) =>
      () =>
        onMove(
          cards.map(([cardId]) => cardId),
          stageId,
          run,
        ),
    write,
  )
}
