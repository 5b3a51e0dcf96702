/**
 * Watches the notes of one document for what the editor would delete. There is one watch per notes, made before any editor
 * and living as long as they do: its observer is called before the editor's, so that a node of a newer version that arrives
 * ends the editor before it can delete that node for everybody.
 */
import type { Schema } from '@tiptap/pm/model'
import { judgeNotes, readNotes, type NoteNode, type Notes, type Verdict } from './guard.ts'

interface Endable {
  destroy(): void
}

export interface NotesWatch {
  readonly verdict: () => Verdict
  /** The notes as data; the same object until they change. Null when they cannot even be read. */
  readonly content: () => readonly NoteNode[] | null
  readonly subscribe: (listener: () => void) => () => void
  /** Ends this editor when the notes stop being safe for it. */
  readonly protect: (editor: Endable) => void
  readonly release: (editor: Endable) => void
}

const watches = new WeakMap<Notes, NotesWatch>()

export function watchNotes(notes: Notes, schema: Schema): NotesWatch {
  const known = watches.get(notes)
  if (known) return known
  const made = createWatch(notes, schema)
  watches.set(notes, made)
  return made
}

function createWatch(notes: Notes, schema: Schema): NotesWatch {
  const editors = new Set<Endable>()
  const listeners = new Set<() => void>()
  let verdict = judgeNotes(notes, schema)
  let content: readonly NoteNode[] | null | undefined

  notes.observeDeep((_events, transaction) => {
    content = undefined
    // What this tab types comes out of the editor: it cannot hold what the editor does not know.
    if (transaction.local && verdict === 'safe') return
    const next = judgeNotes(notes, schema)
    if (next !== 'safe') for (const editor of editors) editor.destroy()
    if (next === 'safe' && verdict === 'safe') return
    verdict = next
    for (const listener of listeners) listener()
  })

  return {
    verdict: () => verdict,
    content() {
      if (content === undefined) content = readOrNull(notes)
      return content
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    protect: (editor) => void editors.add(editor),
    release: (editor) => void editors.delete(editor),
  }
}

function readOrNull(notes: Notes): readonly NoteNode[] | null {
  try {
    return readNotes(notes)
  } catch {
    return null // something that is neither element nor text: there is nothing to show of it
  }
}
