import * as Y from 'yjs'
import { MutiraoError } from './errors.ts'
import { fault } from './faults.ts'
import type { JsonValue } from './kind.ts'
import type { EditLabel, Undo } from './undo.ts'
import { sameValue, wellFormed } from './values.ts'
import type { ValueCheck } from './values.ts'
import { entryMap, isWrittenByOthers, outcome, plainAt, transact } from './writes.ts'
import type { Write } from './writes.ts'

/** The keys of a new entry: plain values only. */
export type EntryContent = Readonly<Record<string, JsonValue>>

/** The value as it may be written, or a MutiraoError that names the field. */
export function checked<T extends JsonValue>(field: string, value: T, check: ValueCheck | undefined): T {
  const clean = wellFormed(value)
  const problem = check ? check(clean) : 'bad_value'
  if (problem && !fault('BRD-9')) throw new MutiraoError(problem, `${field}: ${problem}`)
  return clean
}

/** Text that says something: a title or name that is blank is a `bad_value`. */
export function checkedTitle(field: string, value: string, check: ValueCheck | undefined): string {
  const clean = checked(field, value, check).trim()
  if (clean === '' && !fault('BRD-9')) throw new MutiraoError('bad_value', `${field}: must not be empty`)
  return clean
}

/** The entry's Y.Map, or `not_found`. */
export function needEntry(root: Y.Map<unknown>, id: string): Y.Map<unknown> {
  const entry = entryMap(root, id)
  if (!entry) throw new MutiraoError('not_found', `there is no entry ${JSON.stringify(id.slice(0, 40))}`)
  return entry
}

/** A new entry as a Y.Map of its own; an id that is taken is never written over. Call inside a transaction. */
export function addEntry(root: Y.Map<unknown>, id: string, content: EntryContent): void {
  if (root.has(id)) throw new MutiraoError('already_exists', `the id ${JSON.stringify(id)} is taken`)
  root.set(id, new Y.Map<unknown>(Object.entries(content)))
}

/** What the server may correct or the undo itself writes says nothing about who has edited an entry since. */
const notEdits: ReadonlySet<string> = new Set(['createdAt', 'createdBy', 'deletedAt', 'by', 'storedAt'])

/** True when the entry no longer holds exactly what it was created with. */
function isEdited(entry: Y.Map<unknown>, content: EntryContent): boolean {
  for (const key of new Set([...entry.keys(), ...Object.keys(content)]))
    if (!notEdits.has(key) && !sameValue(plainAt(entry, key), content[key])) return true
  return false
}

/** Somebody else archived it and brought it back: they have decided that it stays. */
const isSettled = (doc: Y.Doc, entry: Y.Map<unknown>): boolean =>
  isWrittenByOthers(entry, 'deletedAt', [doc.clientID, entry._item?.id.client ?? doc.clientID])

export interface Created {
  readonly id: string
  readonly content: EntryContent
}

/**
 * The inverse of creating is archiving, and only what nobody has edited since: a colleague's work stays in sight.
 * @param isInUse keeps an entry that others have come to depend on (a stage with cards)
 */
export function undoOfCreation(
  label: EditLabel,
  root: string,
  created: readonly Created[],
  isInUse: (doc: Y.Doc, id: string) => boolean = () => false,
): Undo {
  return {
    label,
    apply(doc, context) {
      const entries = doc.getMap(root)
      const undone: Write[] = []
      const archivedAt = context.nowMs
      let skipped = 0
      transact(doc, 'undo', label, () => {
        for (const { id, content } of created) {
          const entry = entryMap(entries, id)
          if (entry && plainAt(entry, 'deletedAt') !== undefined) continue
          if (!entry || isSettled(doc, entry) || (isEdited(entry, content) && !fault('DOC-8')) || isInUse(doc, id)) {
            skipped++
            continue
          }
          entry.set('deletedAt', archivedAt)
          undone.push({ root, entry: id, key: 'deletedAt', before: undefined, after: archivedAt })
        }
      })
      return outcome(doc, label, undone, skipped)
    },
  }
}
