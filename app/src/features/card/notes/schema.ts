/** What notes may be made of. The names are shared with documents/src/card/notes.ts: one more here is one more there. */
import { getSchema, type Extensions } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'

/** Without undo of its own: the collaborative one takes back only one's own typing. */
export const noteExtensions = (): Extensions => [
  StarterKit.configure({
    undoRedo: false,
    heading: { levels: [1, 2, 3] },
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: 'https',
      protocols: ['http', 'https', 'mailto', 'tel'],
    },
  }),
]

export const noteSchema = () => getSchema(noteExtensions())
