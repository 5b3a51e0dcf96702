/**
 * Edits whose code comes with the screens that have them: nothing the first screen loads may import this file. Each is made
 * once per document and keeps its identity.
 */
import { createAccountsEdits, type AccountsEdits, type AccountsEditsOptions } from './accounts-edits.ts'
import { createCardEdits, type CardEdits } from './card-edits.ts'
import type { Runner } from './edit-runner.ts'
import type { Engine } from './engine.ts'
import { createFieldEdits, type FieldEdits } from './field-edits.ts'
import { oncePer, oncePerKey } from './once.ts'
import { useEngine } from './react.tsx'

const ofAccounts = oncePer<AccountsEditsOptions, AccountsEdits>(createAccountsEdits)
const ofFields = oncePer((engine: Engine) =>
  oncePerKey((boardId) => createFieldEdits(engine.boardRunner(boardId), engine.boardEdits(boardId).onMove)),
)
const ofCard = oncePer<Runner, CardEdits>(createCardEdits)

const accountsEditsOf = (engine: Engine): AccountsEdits => ofAccounts(engine.accountsPorts)
const fieldEditsOf = (engine: Engine, boardId: string): FieldEdits => ofFields(engine)(boardId)
export const cardEditsOf = (engine: Engine, boardId: string, cardId: string): CardEdits =>
  ofCard(engine.cardRunner(boardId, cardId))

export const useAccountsEdits = (): AccountsEdits => accountsEditsOf(useEngine())
/** Custom fields, their values, many cells at once: on the undo of the board like `useBoardEdits`. */
export const useFieldEdits = (boardId: string): FieldEdits => fieldEditsOf(useEngine(), boardId)
export const useCardEdits = (boardId: string, cardId: string): CardEdits => cardEditsOf(useEngine(), boardId, cardId)
