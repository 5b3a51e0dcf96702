/** What of the board a plan depends on. */
import type { FieldSnapshot } from '@mutirao/documents'

/** A card in sight on the board. */
export interface KnownCard {
  readonly id: string
  readonly title: string
  readonly account: string
}

/** What the plan must know of a field. */
export type KnownField = Pick<FieldSnapshot, 'id' | 'name' | 'type' | 'options'>
