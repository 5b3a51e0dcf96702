import type { EditContext, Undo, ViewSnapshot } from '@mutirao/documents'
import type { LiveDoc } from '../engine/index.ts'

/** A view every list of its kind has: nobody made it and nobody takes it away. */
export interface StandingView {
  readonly id: string
  readonly name: string
  readonly query: string
}

/** Where the saved views of a list are kept. */
export interface ViewsPort {
  /** ULID of the board or list. */
  readonly listId: string
  readonly standing: readonly StandingView[]
  /** What its people share, in order. */
  readonly shared: readonly ViewSnapshot[]
  /** Edits the list's document; throws what the edit throws. */
  readonly edit: <T>(work: (doc: LiveDoc, context: EditContext) => T) => T
  /** On the list's own undo. */
  readonly remember: (undo: Undo, telling: { readonly loud: boolean }) => unknown
}
