import * as Y from 'yjs'
import { fault } from './faults.ts'
import type { JsonValue } from './kind.ts'
import type { EditContext, EditLabel, EditName, EditOrigin, Undo, UndoOutcome } from './undo.ts'
import { sameValue } from './values.ts'

/** One key that an edit writes: of an entry of a root map, or (entry null) of the root map itself. undefined = absent. */
export interface Write {
  readonly root: string
  readonly entry: string | null
  readonly key: string
  readonly before: JsonValue | undefined
  readonly after: JsonValue | undefined
}

/** The Y.Map behind an entry, or undefined when there is none or something else stands there. */
export function entryMap(root: Y.Map<unknown>, id: string): Y.Map<unknown> | undefined {
  const entry = root.get(id)
  return entry instanceof Y.Map ? entry : undefined
}

/** What stands at a key as plain JSON; shared types and bytes count as absent. */
export function plainAt(map: Y.Map<unknown>, key: string): JsonValue | undefined {
  const value = map.get(key)
  return value instanceof Y.AbstractType || value instanceof Y.Doc || value instanceof Uint8Array
    ? undefined
    : (value as JsonValue | undefined)
}

export const label = (name: EditName, count = 1, title = ''): EditLabel => ({ name, count, title })

/** One transaction with the origin every edit of this room carries. */
export function transact<T>(doc: Y.Doc, kind: EditOrigin['kind'], editLabel: EditLabel, run: () => T): T {
  const origin: EditOrigin = { kind, label: editLabel }
  return doc.transact(run, fault('DOC-5') ? null : origin)
}

/** Writes one key, or deletes it for undefined. Only keys that differ are written. */
export function put(map: Y.Map<unknown>, key: string, value: JsonValue | undefined): void {
  if (sameValue(plainAt(map, key), value) && (value !== undefined || !map.has(key))) return
  if (value === undefined) map.delete(key)
  else map.set(key, value)
}

function target(doc: Y.Doc, write: Write): Y.Map<unknown> | undefined {
  const root = doc.getMap(write.root)
  return write.entry === null ? root : entryMap(root, write.entry)
}

/** Writes what differs, in one transaction, and returns how to take it back; null when nothing differed. */
export function applyWrites(doc: Y.Doc, editLabel: EditLabel, writes: readonly Write[]): Undo | null {
  const real = writes.filter((write) => !sameValue(write.before, write.after))
  if (real.length === 0) return null
  transact(doc, 'edit', editLabel, () => {
    for (const write of real) {
      const map = target(doc, write)
      if (map) put(map, write.key, write.after)
      if (fault('DOC-3')) map?.delete('future')
    }
  })
  return undoOfWrites(doc, editLabel, real)
}

const inverse = (write: Write): Write => ({ ...write, before: write.after, after: write.before })

/** Whether a key was written by somebody else than these clients, the person's own; a deleted key by who wrote it last. */
export function isWrittenByOthers(map: Y.Map<unknown>, key: string, own: readonly number[]): boolean {
  const last = map._map.get(key)
  return last !== undefined && !own.includes(last.id.client) && !fault('DOC-64')
}

/** The last write of a key, also when it was deleted since. */
const lastId = (map: Y.Map<unknown> | undefined, key: string): Y.ID | undefined => map?._map.get(key)?.lastId

/**
 * Sets every key back whose value is still the written one; the others belong to somebody else by now. The same value is not
 * enough: who archived and restored since, or went away from a value and back, has decided for it.
 */
function undoOfWrites(written: Y.Doc, editLabel: EditLabel, writes: readonly Write[]): Undo {
  const { clientID } = written
  // A deletion leaves the write before it, which may be anybody's.
  const left = writes.map((write) => lastId(target(written, write), write.key))
  return {
    label: editLabel,
    apply(doc) {
      const undone: Write[] = []
      let skipped = 0
      transact(doc, 'undo', editLabel, () => {
        for (const [i, write] of writes.entries()) {
          const map = target(doc, write)
          const now = map && plainAt(map, write.key)
          if (
            !map ||
            (!sameValue(now, write.after) && !fault('DOC-7')) ||
            (!Y.compareIDs(lastId(map, write.key) ?? null, left[i] ?? null) &&
              isWrittenByOthers(map, write.key, [doc.clientID, clientID]))
          ) {
            if (!map || !sameValue(now, write.before)) skipped++
            continue
          }
          put(map, write.key, write.before)
          undone.push(inverse(write))
        }
      })
      return outcome(doc, editLabel, undone, skipped)
    },
  }
}

export const outcome = (doc: Y.Doc, editLabel: EditLabel, undone: readonly Write[], skipped: number): UndoOutcome => ({
  redo: undone.length > 0 ? undoOfWrites(doc, editLabel, undone) : null,
  done: undone.length,
  skipped,
})

/** One undo for several edits, the last edit first. Its parts may be applied one by one with pauses between. */
export function combineUndos(editLabel: EditLabel, undos: readonly Undo[]): Undo {
  const parts = undos.toReversed()
  return {
    label: editLabel,
    parts,
    apply(doc, context) {
      const outcomes = parts.map((part) => part.apply(doc, context))
      const redos = outcomes.flatMap(({ redo }) => (redo ? [redo] : []))
      return {
        redo: redos.length > 0 ? combineUndos(editLabel, redos) : null,
        done: outcomes.reduce((sum, { done }) => sum + done, 0),
        skipped: outcomes.reduce((sum, { skipped }) => sum + skipped, 0),
      }
    },
  }
}

/**
 * Applies several parts in one transaction, the first first, so that whoever watches the document works once for all of them.
 * @param isEnough asked after each part, with the entries set back so far; what is left is for the next call
 */
export function applyTogether(
  doc: Y.Doc,
  context: EditContext,
  parts: readonly Undo[],
  isEnough: (done: number) => boolean,
): { readonly outcomes: readonly UndoOutcome[]; readonly rest: readonly Undo[] } {
  const [first] = parts
  if (!first) return { outcomes: [], rest: [] }
  const outcomes: UndoOutcome[] = []
  transact(doc, 'undo', first.label, () => {
    let done = 0
    for (const part of parts) {
      const outcomeOf = part.apply(doc, context)
      outcomes.push(outcomeOf)
      done += outcomeOf.done
      if (isEnough(done)) break
    }
  })
  return { outcomes, rest: parts.slice(outcomes.length) }
}
