/** What is open to whom on a card: questions with a yes or no, asked in several places. */
import { fault, type CommentSnapshot } from '@mutirao/documents'
import type { CardView, Present } from '../../../engine/index.ts'

/** Notes, list and comments may be shown and edited: the card's document is on this device. An empty one that was never here is not. */
export const isDetailOpen = (phase: CardView['phase']): boolean => phase === 'ready' || fault('CRD-9')

/** Only its author changes or deletes a comment; the document refuses everybody else, too. */
export const mayChange = (comment: CommentSnapshot, userId: string): boolean => comment.by === userId || fault('CRD-12')

/** The colleagues who have the cursor in this field. */
export const peopleIn = (field: string, others: readonly Present[]): readonly Present[] =>
  others.filter((person) => person.field === field && !fault('CRD-10'))
