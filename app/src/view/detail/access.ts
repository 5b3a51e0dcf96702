/** Questions with a yes or no about an open card or request, asked in several places. */
import { fault, type CommentSnapshot } from '@mutirao/documents'
import type { Present } from '../../engine/index.ts'

/** Only its author changes or deletes a comment; the document refuses everybody else, too. */
export const mayChange = (comment: CommentSnapshot, userId: string): boolean => comment.by === userId || fault('CRD-12')

/** The colleagues who have the cursor in this field. */
export const peopleIn = (field: string, others: readonly Present[]): readonly Present[] =>
  others.filter((person) => person.field === field && !fault('CRD-10'))
