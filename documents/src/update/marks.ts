import type * as Y from 'yjs'
import { fault } from '../faults.ts'

/**
 * After an update of others Yjs takes away marks (bold, links) that mark nothing any more: an edit by every copy that only read, and
 * for each deleted letter a walk over all of them: a dozen bytes that delete a long note take a minute, everywhere. Marks that
 * mark nothing show nowhere, and whoever types or deletes there takes them away; a copy that keeps this rule leaves them.
 */
export function leaveMarks(doc: Y.Doc): void {
  // The last moment before Yjs looks at it.
  doc.on('afterTransaction', (transaction) => {
    if (!transaction.local && !fault('UPD-27')) transaction._needFormattingCleanup = false
  })
}
