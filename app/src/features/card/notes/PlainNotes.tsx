/** Notes that may not be opened in the editor, as text: everything readable is shown, nothing is touched. */
import { Lock } from 'lucide-react'
import { useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { knownNoteNodes } from '@mutirao/documents'
import type { NoteNode } from './guard.ts'
import type { NotesWatch } from './watch.ts'

export function PlainNotes({ watch }: { readonly watch: NotesWatch }) {
  const { t } = useTranslation('card')
  const verdict = useSyncExternalStore(watch.subscribe, watch.verdict)
  const content = useSyncExternalStore(watch.subscribe, watch.content)
  return (
    <div>
      <p className="mb-2 flex items-start gap-2 rounded-md bg-violet-weak px-3 py-2 text-violet">
        <Lock aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        {verdict === 'misplaced' ? t('notes.misplaced') : t('notes.tooNew')}
      </p>
      <div className="grid gap-1.5 leading-5">
        {(content ?? []).map((node, i) => (
          <Block key={i} node={node} unknown={t('notes.unknownPart')} />
        ))}
      </div>
    </div>
  )
}

const isInline = (node: NoteNode): boolean => node.type === 'text' || node.type === 'hardBreak'

function Block({ node, unknown }: { readonly node: NoteNode; readonly unknown: string }): ReactNode {
  const children = node.content ?? []
  if (isInline(node)) return <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{textOf(node)}</p>
  if (!knownNoteNodes.has(node.type))
    return (
      <div className="rounded-md bg-sunken px-2 py-1 text-muted">
        <span className="text-xs">[{unknown}]</span>
        {children.map((child, i) => (
          <Block key={i} node={child} unknown={unknown} />
        ))}
      </div>
    )
  if (children.every(isInline))
    return <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{children.map(textOf).join('')}</p>
  return (
    <div className={node.type === 'listItem' ? 'list-item list-disc' : 'ml-4'}>
      {children.map((child, i) => (
        <Block key={i} node={child} unknown={unknown} />
      ))}
    </div>
  )
}

const textOf = (node: NoteNode): string =>
  node.type === 'hardBreak' ? '\n' : typeof node.text === 'string' ? node.text : ''
