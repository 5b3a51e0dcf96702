import type * as Y from 'yjs'
import type { Change } from '../../kind.ts'
import { roots } from './edits.ts'

const keysOnly = (path: readonly (string | number)[]): string[] =>
  path.filter((part): part is string => typeof part === 'string')

/** What Yjs itself says applying an update changed: paths of keys, and paths of lists with new or lost content. */
export function observedChanges(doc: Y.Doc, apply: () => void): { readonly path: string; readonly op: Change['op'] }[] {
  const seen: { path: string; op: Change['op'] }[] = []
  const note = (path: readonly string[], op: Change['op']): void => void seen.push({ path: path.join('/'), op })
  const listeners = Object.entries(roots).map(([name, root]) => {
    const type = root(doc)
    const listen = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
      for (const event of events) {
        const path = [name, ...keysOnly(event.path)]
        for (const [key, { action }] of event.changes.keys) {
          note([...path, key], action === 'delete' ? 'delete' : 'set')
        }
        if (event.changes.added.size > 0) note(path, 'insert')
        if (event.changes.deleted.size > 0) note(path, 'delete')
      }
    }
    type.observeDeep(listen as Parameters<typeof type.observeDeep>[0])
    return () => type.unobserveDeep(listen as Parameters<typeof type.unobserveDeep>[0])
  })
  apply()
  for (const stop of listeners) stop()
  return seen
}
