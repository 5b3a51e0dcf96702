/** The notes in the collaborative editor. Mount it only while the watch says they are safe. */
import './notes.css'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { Placeholder } from '@tiptap/extensions'
import { EditorContent, useEditor, type Editor as TiptapEditor } from '@tiptap/react'
import { useEffect } from 'react'
import { keptLettersOrigin } from '@mutirao/documents'
import type { CardView } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { renderCaret, renderSelection } from './carets.ts'
import type { Notes } from './guard.ts'
import { linesOfTables } from './paste.ts'
import { noteExtensions } from './schema.ts'
import { shareTexts } from './shared-texts.ts'
import { keepCaretSteady } from './steady-caret.ts'
import { caretBehindSteps } from './step-caret.ts'
import { Toolbar } from './Toolbar.tsx'
import type { NotesWatch } from './watch.ts'

export interface EditorProps {
  readonly notes: Notes
  readonly watch: NotesWatch
  readonly awareness: CardView['awareness']
  readonly me: { readonly id: string; readonly name: string }
  readonly readOnly: boolean
}

/** The caret extension wants a colour in this form; ours follow from the person's id and are not sent. */
const unusedColor = '#666c69'

export function Editor({ notes, watch, awareness, me, readOnly }: EditorProps) {
  const { t } = useTranslation('card')
  const placeholder = t('notes.placeholder')
  const label = t('notes.label')
  const editor = useEditor(
    {
      extensions: [
        ...noteExtensions(),
        Placeholder.configure({ placeholder }),
        Collaboration.configure({ fragment: notes, yUndoOptions: { trackedOrigins: [keptLettersOrigin] } }),
        CollaborationCaret.configure({
          provider: { awareness },
          user: { id: me.id, name: me.name, color: unusedColor },
          render: renderCaret,
          selectionRender: renderSelection,
        }),
      ],
      editable: !readOnly,
      editorProps: {
        attributes: { class: 'note-text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label },
        handleClick: openLink,
        handleKeyDown: leaveOnEscape,
        transformPastedHTML: linesOfTables,
      },
      onBeforeCreate: ({ editor: made }) => watch.protect(made),
      onDestroy() {
        if (editor) watch.release(editor)
      },
    },
    [notes, awareness, watch, placeholder, label],
  )
  useEffect(() => {
    // The caret extension changes single fields, which are only kept once there is a state.
    awareness.setLocalState({ ...awareness.getLocalState(), user: { id: me.id, name: me.name, color: unusedColor } })
    return () => awareness.setLocalState(null)
  }, [awareness, me.id, me.name])
  useEffect(() => {
    if (!editor.isDestroyed) editor.setEditable(!readOnly, false)
  }, [editor, readOnly])
  useEffect(() => (readOnly ? undefined : shareTexts(notes, editor.schema)), [notes, editor, readOnly])
  useEffect(() => keepCaretSteady(notes, editor), [notes, editor])
  useEffect(() => caretBehindSteps(notes, editor), [notes, editor])
  return <EditorFrame editor={editor} readOnly={readOnly} />
}

function EditorFrame({ editor, readOnly }: { readonly editor: TiptapEditor; readonly readOnly: boolean }) {
  return (
    <>
      {readOnly ? null : <Toolbar editor={editor} />}
      <EditorContent editor={editor} />
    </>
  )
}

/** One layer: the first Esc leaves the notes for the card around them, the next one closes the card. */
function leaveOnEscape(view: { readonly dom: HTMLElement }, event: KeyboardEvent): boolean {
  if (event.key !== 'Escape') return false
  view.dom.blur()
  view.dom.closest<HTMLElement>('dialog')?.focus()
  return true
}

/** A plain click places the caret; with Ctrl or ⌘ it follows the link. */
function openLink(_view: unknown, _position: number, event: MouseEvent): boolean {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || !(event.ctrlKey || event.metaKey)) return false
  // A colleague's client writes what it likes: only addresses that lead somewhere are followed, none that run.
  if (!['http:', 'https:', 'mailto:', 'tel:'].includes(link.protocol)) return true
  window.open(link.href, '_blank', 'noopener')
  return true
}
