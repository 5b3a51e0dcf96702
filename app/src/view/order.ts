import type { BoardStore } from '@mutirao/documents'

/** All cards in the order of the board: stage after stage, each from top to bottom. */
export const boardOrder = (store: BoardStore): readonly string[] =>
  store.stages().flatMap((stage) => store.column(stage.id))
