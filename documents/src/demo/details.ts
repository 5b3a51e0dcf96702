import * as Y from 'yjs'
import { addChecklistItem, addComment, setChecklistItem } from '../card/edit.ts'
import { notesFragment } from '../card/shape.ts'
import type { EditContext } from '../undo.ts'
import type { DemoDetails } from './board.ts'

/**
 * Writes notes, comments and tasks of a demo card into its (empty) detail document, each comment in the name of who
 * wrote it. @param people user ids, at least one
 */
export function writeDemoDetails(
  doc: Y.Doc,
  context: EditContext,
  details: DemoDetails,
  people: readonly string[],
): void {
  doc.transact(() => {
    const paragraphs = details.notes.map((text) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(text)])
      return paragraph
    })
    notesFragment(doc).insert(0, paragraphs)
    for (const { by, atMs, text } of details.comments) {
      const userId = people[by % people.length] ?? context.userId
      addComment(doc, { ...context, userId, nowMs: atMs }, { text })
    }
    for (const { text, done } of details.tasks) {
      const { itemId } = addChecklistItem(doc, context, { text })
      if (done) setChecklistItem(doc, context, { itemId, done })
    }
  })
}
