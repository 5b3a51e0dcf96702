import {
  archiveStage,
  createStage,
  moveStage,
  restoreStage,
  setStageField,
  type NewStage,
  type StageFieldName,
  type StageFields,
} from '@mutirao/documents'
import type { Runner } from './edit-runner.ts'

/** What a person can do to the stages of a board. */
export interface StageEdits {
  createStage(stage: NewStage): string | null
  /** null clears the field (colour, limit). */
  setStageField<F extends StageFieldName>(stageId: string, field: F, value: StageFields[F]): boolean
  /** Neighbours it shall stand between; neither = the end. */
  moveStage(stageId: string, place: { readonly aboveId?: string; readonly belowId?: string }): boolean
  archiveStage(stageId: string): boolean
  restoreStage(stageId: string): boolean
}

export function createStageEdits({ attempt, change, remember }: Runner): StageEdits {
  return {
    createStage(stage) {
      const made = attempt((live, at) => createStage(live, at, stage))
      if (made?.undo) remember(made.undo, { loud: true })
      return made?.stageId ?? null
    },
    setStageField: (stageId, field, value) => change((live, at) => setStageField(live, at, { stageId, field, value })),
    moveStage: (stageId, place) => change((live, at) => moveStage(live, at, { stageId, ...place })),
    archiveStage: (stageId) => change((live, at) => archiveStage(live, at, stageId), { loud: true }),
    restoreStage: (stageId) => change((live, at) => restoreStage(live, at, stageId), { loud: true }),
  }
}
