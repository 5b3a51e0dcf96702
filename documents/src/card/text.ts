import * as Y from 'yjs'
import { mentionParts } from './mentions.ts'
import { notesLines } from './notes-text.ts'
import { readChecklist, readComments } from './read.ts'
import { checklistMap, commentsMap } from './shape.ts'

/** Something written in a card's details. */
export interface CardTextPart {
  readonly kind: 'notes' | 'checklist' | 'comments'
  readonly text: string
}

/** Everything written in a card's details as plain text, from the updates of its document in their order. Throws for broken bytes. */
export function cardTextOf(updates: readonly Uint8Array[]): readonly CardTextPart[] {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  const notes = notesLines(doc).map(({ text }) => text)
  const parts: readonly CardTextPart[] = [
    ...(notes.length === 0 ? [] : [{ kind: 'notes' as const, text: notes.join('\n') }]),
    ...readChecklist(checklistMap(doc)).map(({ text }) => ({ kind: 'checklist' as const, text })),
    ...readComments(commentsMap(doc)).map(({ text }) => {
      const said = mentionParts(text).map((part) => (part.userId === undefined ? part.text : `@${part.text}`))
      return { kind: 'comments' as const, text: said.join('') }
    }),
  ]
  doc.destroy()
  return parts
}
