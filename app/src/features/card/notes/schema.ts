/** What notes may be made of. The names are shared with documents/src/card/notes.ts: one more here is one more there. */
import { getSchema, type Extensions } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'

/**
 * Without undo of its own: the collaborative one takes back only one's own typing. Without the paragraph the kit would add
 * behind a list: opening notes must write nothing, and two people opening them would write it twice.
 */
export const noteExtensions = (): Extensions => [
  StarterKit.configure({
    undoRedo: false,
    trailingNode: false,
    heading: { levels: [1, 2, 3] },
    link: { openOnClick: false, autolink: true, defaultProtocol: 'https' },
  }),
]

export const noteSchema = () => getSchema(noteExtensions())
