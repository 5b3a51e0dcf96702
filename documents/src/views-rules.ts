import type * as Y from 'yjs'
import { isContainer } from './kind.ts'
import type { Change, Meaning, SetBack } from './kind.ts'
import type { EntryChange } from './meaning.ts'
import type { Actor } from './protocol.ts'
import { all, entry, once, value } from './rules.ts'
import type { Rule } from './rules.ts'
import { viewsMap, viewsRoot, viewValues } from './views.ts'
import { entryMap } from './writes.ts'

const viewValue = value((key) => viewValues.get(key))

/** Who may write the list may write its views. */
export const viewRules: readonly Rule[] = [
  { path: [viewsRoot, '*'], judge: entry },
  { path: [viewsRoot, '*', 'by'], judge: all(once('created_by'), viewValue) },
  { path: [viewsRoot, '*', '*'], judge: viewValue },
]

/** New views whose author is absent or not the person who sent them. */
export const completeViews = (doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] =>
  changes.flatMap(({ path, op, value: written }): SetBack[] => {
    const [root, id] = path
    if (root !== viewsRoot || id === undefined || path.length !== 2) return []
    if (op !== 'set' || !isContainer(written)) return []
    const made = entryMap(viewsMap(doc), id)
    return !made || made.get('by') === actor.userId
      ? []
      : [{ path: [...path, 'by'], rule: 'created_by', before: actor.userId }]
  })

/** `view.created|changed|archived|restored`. */
export function viewMeanings({ id, created, keys }: EntryChange): Meaning[] {
  if (created) return [{ name: 'view.created', subject: id, args: { name: created.get('name') ?? '' } }]
  return keys.map(({ key, before, after }): Meaning => {
    if (key === 'deletedAt')
      return { name: typeof after === 'number' ? 'view.archived' : 'view.restored', subject: id, args: {} }
    return { name: 'view.changed', subject: id, args: { key, before: before ?? null, after: after ?? null } }
  })
}
