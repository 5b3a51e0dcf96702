/** The notes of an open card document: in the editor when that is safe, as text when it is not. Loaded on demand. */
import { useState, useSyncExternalStore } from 'react'
import { notesFragment } from '@mutirao/documents'
import type { CardView } from '../../../engine/index.ts'
import { Editor } from './Editor.tsx'
import { PlainNotes } from './PlainNotes.tsx'
import { noteSchema } from './schema.ts'
import { watchNotes } from './watch.ts'

export interface NotesProps {
  readonly doc: NonNullable<CardView['doc']>
  readonly awareness: CardView['awareness']
  readonly me: { readonly id: string; readonly name: string }
  readonly readOnly: boolean
}

const schema = noteSchema()

/** Key it by the document's generation: another generation is another document. */
export default function Notes({ doc, awareness, me, readOnly }: NotesProps) {
  const [notes] = useState(() => notesFragment(doc))
  const [watch] = useState(() => watchNotes(notes, schema))
  const verdict = useSyncExternalStore(watch.subscribe, watch.verdict)
  if (verdict !== 'safe') return <PlainNotes watch={watch} />
  return <Editor notes={notes} watch={watch} awareness={awareness} me={me} readOnly={readOnly} />
}
