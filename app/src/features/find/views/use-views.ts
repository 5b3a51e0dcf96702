import {
  archiveView,
  compareRank,
  createView,
  moveView,
  rankBetween,
  ulid,
  setViewField,
  type EditContext,
  type JsonValue,
  type Preferences,
  type Undo,
  type ViewSnapshot,
} from '@mutirao/documents'
import { useMemo } from 'react'
import {
  useBoardEdits,
  useEngine,
  usePeople,
  useStoreKey,
  type BoardEdits,
  type LiveDoc,
} from '../../../engine/index.ts'
import { words } from '../../../i18n/index.ts'
import { toast } from '../../../ui/index.ts'
import type { VisibleBoard } from '../../../view/index.ts'

export interface SavedView {
  readonly id: string
  readonly name: string
  readonly query: string
  readonly shared: boolean
  /** Its place among its own kind. */
  readonly rank: string
}

/** One own setting per view, so that views made on two devices at once both stay. */
const prefixOf = (boardId: string): string => `view:${boardId}:`

/** Views only this person sees, in the order in which they were made or put since. What is no view is passed over. */
function ownViews(preferences: Preferences, boardId: string): readonly SavedView[] {
  const prefix = prefixOf(boardId)
  return Object.keys(preferences)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => {
      const value = preferences[key]
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
      const id = key.slice(prefix.length)
      const { name, query, rank = id } = value as { readonly [key: string]: JsonValue }
      if (typeof name !== 'string' || typeof query !== 'string' || typeof rank !== 'string') return []
      return [{ id, name, query, rank, shared: false }]
    })
    .toSorted(compareRank)
}

const asShared = ({ id, name, query, rank }: ViewSnapshot): SavedView => ({ id, name, query, rank, shared: true })

/** Own views first, then the team's. */
export function useViews(boardId: string, board: Pick<VisibleBoard, 'views'> & VisibleBoard): readonly SavedView[] {
  const shared = useStoreKey(board, 'views', (store) => store.views())
  const { preferences } = usePeople()
  return useMemo(() => [...ownViews(preferences, boardId), ...shared.map(asShared)], [preferences, boardId, shared])
}

export interface ViewEdits {
  /** The new view's id, or null when it could not be made. */
  create(view: { readonly name: string; readonly query: string; readonly shared: boolean }): string | null
  change(view: SavedView, change: { readonly name?: string; readonly query?: string }): void
  remove(view: SavedView): void
  /** Directly behind another of its kind, or before all of them (null). */
  move(view: SavedView, others: readonly SavedView[], above: SavedView | null): void
}

/** Every step has its way back: on the board's undo for shared views, in the toast for own ones. */
export function useViewEdits(boardId: string): ViewEdits {
  const edits = useBoardEdits(boardId)
  const { people } = useEngine()
  return useMemo(() => {
    const own = (id: string, value: JsonValue) => people.setPreference(prefixOf(boardId) + id, value)
    return {
      create({ name, query, shared }) {
        return attempt(() => {
          if (shared) {
            const { viewId, undo } = edits.edit((doc, at) => createView(doc, at, { name, query }))
            edits.remember(undo, { loud: true })
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
            shared(edits, (doc, at) => setViewField(doc, at, { viewId: view.id, field, value }))
          if (name !== view.name) set('name', name)
          if (query !== view.query) set('query', query)
        })
      },
      remove(view) {
        attempt(() => {
          if (view.shared) return shared(edits, (doc, at) => archiveView(doc, at, view.id))
          own(view.id, null)
          tell('deleted', view.name, () => own(view.id, kept(view)))
        })
      },
      move(view, others, above) {
        attempt(() => {
          if (view.shared)
            return shared(edits, (doc, at) => moveView(doc, at, { viewId: view.id, aboveId: above?.id ?? null }))
          const below = others[above === null ? 0 : others.indexOf(above) + 1]
          const rank = rankBetween(above?.rank ?? null, below?.rank ?? null, Math.random)
          own(view.id, kept({ ...view, rank }))
          tell('changed', view.name, () => own(view.id, kept(view)))
        })
      },
    }
  }, [boardId, edits, people])
}

/** What is kept of an own view; one that was never moved has no place but its id. */
const kept = ({ id, name, query, rank }: SavedView): JsonValue =>
  rank === id ? { name, query } : { name, query, rank }

function shared(edits: BoardEdits, work: (doc: LiveDoc, at: EditContext) => Undo | null): void {
  const undo = edits.edit(work)
  if (undo) edits.remember(undo, { loud: true })
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
