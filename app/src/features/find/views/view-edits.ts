import {
  archiveView,
  createView,
  moveView,
  rankBetween,
  setViewField,
  ulid,
  type EditContext,
  type JsonValue,
  type Undo,
} from '@mutirao/documents'
import { useMemo } from 'react'
import { useEngine, type LiveDoc } from '../../../engine/index.ts'
import { words } from '../../../i18n/index.ts'
import { toast } from '../../../ui/index.ts'
import type { ViewsPort } from '../../../view/index.ts'
import { prefixOf, type SavedView } from './use-views.ts'

export interface ViewEdits {
  /** The new view's id, or null when it could not be made. */
  create(view: { readonly name: string; readonly query: string; readonly shared: boolean }): string | null
  change(view: SavedView, change: { readonly name?: string; readonly query?: string }): void
  remove(view: SavedView): void
  /** Directly behind another of its kind, or before all of them (null). */
  move(view: SavedView, others: readonly SavedView[], above: SavedView | null): void
}

/** Every step has its way back: on the list's undo for shared views, in the toast for own ones. */
export function useViewEdits(port: ViewsPort): ViewEdits {
  const { people } = useEngine()
  return useMemo(() => {
    const own = (id: string, value: JsonValue) => people.setPreference(prefixOf(port.listId) + id, value)
    return {
      create({ name, query, shared }) {
        return attempt(() => {
          if (shared) {
            const { viewId, undo } = port.edit((doc, at) => createView(doc, at, { name, query }))
            port.remember(undo, { loud: true })
            return viewId
          }
          const id = ulid(Date.now(), crypto.getRandomValues(new Uint8Array(16)))
          own(id, { name, query })
          tell('created', name, () => own(id, null))
          return id
        })
      },
      change(view, { name = view.name, query = view.query }) {
        attempt(() => {
          if (!view.shared) {
            own(view.id, kept({ ...view, name, query }))
            return tell('changed', name, () => own(view.id, kept(view)))
          }
          const set = (field: 'name' | 'query', value: string) =>
            shared(port, (doc, at) => setViewField(doc, at, { viewId: view.id, field, value }))
          if (name !== view.name) set('name', name)
          if (query !== view.query) set('query', query)
        })
      },
      remove(view) {
        attempt(() => {
          if (view.shared) return shared(port, (doc, at) => archiveView(doc, at, view.id))
          own(view.id, null)
          tell('deleted', view.name, () => own(view.id, kept(view)))
        })
      },
      move(view, others, above) {
        attempt(() => {
          if (view.shared)
            return shared(port, (doc, at) => moveView(doc, at, { viewId: view.id, aboveId: above?.id ?? null }))
          const below = others[above === null ? 0 : others.indexOf(above) + 1]
          const rank = rankBetween(above?.rank ?? null, below?.rank ?? null, Math.random)
          own(view.id, kept({ ...view, rank }))
          tell('changed', view.name, () => own(view.id, kept(view)))
        })
      },
    }
  }, [port, people])
}

/** What is kept of an own view; one that was never moved has no place but its id. */
const kept = ({ id, name, query, rank }: SavedView): JsonValue =>
  rank === id ? { name, query } : { name, query, rank }

function shared(port: ViewsPort, work: (doc: LiveDoc, at: EditContext) => Undo | null): void {
  const undo = port.edit(work)
  if (undo) port.remember(undo, { loud: true })
}

function tell(what: 'created' | 'changed' | 'deleted', title: string, back: () => void): void {
  toast({
    key: 'undo',
    message: words.t(`find:views.${what}`, { title }),
    action: { label: words.t('common:undo'), run: () => void attempt(back) },
  })
}

/** Names and queries have limits: a view that is too long is told, and nothing was written. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    toast({ message: words.t('find:views.failed'), tone: 'warning', key: 'failure' })
    return null
  }
}
