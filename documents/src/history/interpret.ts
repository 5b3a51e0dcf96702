import * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { leaveMarks } from '../update/marks.ts'
import type { SharedType } from '../update/struct.ts'
import { indexOfClock } from '../update/struct.ts'
import { sameValue } from '../values.ts'
import { collisionsOf, writesByKey, type Collision } from './collisions.ts'
import { diffWords } from './diff.ts'
import { readNote, type RowNote } from './note.ts'
import type { FactKind, HistoryFact, TextChange } from './types.ts'
import { aliveNow, anchorOf, isTextual, jsonAt, jsonOfType, pathOf, plainText, turnOf } from './view.ts'
import { brokenPairs } from './broken-pairs.ts'
import type { BrokenPairs } from './broken-pairs.ts'
import type { Turn } from './view.ts'

/** A row of the journal, as far as its history goes. */
export interface HistoryRow {
  readonly seq: number
  readonly actorId: string
  readonly origin: string
  readonly receivedAtMs: number
  readonly update: Uint8Array
  readonly note: JsonValue
}

/** A fact whose conflict still lacks who wrote the other value and when: only earlier facts know (`settle.ts`). */
export interface DerivedFact extends HistoryFact {
  readonly collision?: Collision | undefined
}

/** What happened at one place, before it is made a fact. */
interface Happening {
  readonly path: readonly string[]
  readonly kind: FactKind
  readonly before: JsonValue | undefined
  readonly after: JsonValue | undefined
  readonly text?: TextChange
  readonly writtenBy: Y.Item | undefined
  readonly collision?: Collision
}

const rowOrigin = Symbol('a row of the journal')

/**
 * Reads the rows of one document in order and says what each of them changed. Garbage is collected: what was deleted is
 * looked at in the moment it goes. Knows no kinds: journals of programs we have never seen are read like our own.
 */
export class Interpreter {
  /** The document as it stands after the last row. Not to be changed by anybody else. */
  readonly doc: Y.Doc

  constructor(doc: Y.Doc = new Y.Doc()) {
    this.doc = doc
    leaveMarks(doc)
  }

  /** Rows whose facts are known already. */
  skip(updates: Iterable<Uint8Array>): void {
    this.doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.doc, update)
    })
  }

  /** The facts of this row, ordered by path. Throws what Yjs throws when the bytes are no update. */
  apply(row: HistoryRow): DerivedFact[] {
    const note = readNote(row.note, row.origin)
    let facts: DerivedFact[] = []
    const look = (transaction: Y.Transaction): void => {
      if (transaction.origin === rowOrigin) facts = factsOf(this.doc, transaction, row, note)
    }
    this.doc.on('afterTransaction', look)
    try {
      Y.applyUpdate(this.doc, row.update, rowOrigin)
    } finally {
      this.doc.off('afterTransaction', look)
    }
    return facts
  }
}

function factsOf(doc: Y.Doc, transaction: Y.Transaction, row: HistoryRow, note: RowNote): DerivedFact[] {
  const happenings = happeningsOf(doc, transaction)
  const keyed = happenings.map((happening) => ({ happening, key: JSON.stringify(happening.path) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return keyed.map(({ happening, key }, index): DerivedFact => {
    const { writtenBy, before, after, text, collision, path, kind } = happening
    const rule = note.reverted.get(key)
    return {
      seq: row.seq,
      index,
      path,
      kind,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(text ? { text } : {}),
      actorId: row.actorId,
      origin: row.origin,
      receivedAtMs: row.receivedAtMs,
      writtenAtMs: claimedMs(note, writtenBy, row.receivedAtMs),
      ...(rule === undefined || fault('HIS-6') ? {} : { reverted: rule }),
      ...(note.reason === undefined ? {} : { reason: note.reason }),
      ...(collision ? { collision } : {}),
    }
  })
}

/** When the author says this was written; deletions carry no clock and take the latest claim of their row. */
function claimedMs({ written }: RowNote, item: Y.Item | undefined, receivedAtMs: number): number | null {
  if (written.length === 0 || fault('HIS-5')) return null
  const covering = written.find(
    ([client, from, to]) => item && client === item.id.client && from <= item.id.clock && item.id.clock < to,
  )
  const claim = covering ? covering[3] : Math.max(...written.map(([, , , atMs]) => atMs))
  return Math.min(claim, receivedAtMs)
}

function happeningsOf(doc: Y.Doc, transaction: Y.Transaction): Happening[] {
  const turn = turnOf(transaction)
  const added = newItems(doc, transaction)
  const writes = writesByKey(added)
  const happenings: Happening[] = []
  const lists = new Map<SharedType, boolean>()
  for (const [type, keys] of transaction.changed) {
    if (isGone(type)) continue
    const anchor = anchorOf(type)
    for (const key of keys) {
      if (key === null || anchor !== type || isTextual(anchor)) {
        lists.set(anchor, (lists.get(anchor) ?? false) || key !== null)
        continue
      }
      happenings.push(...keyHappenings(type, key, writes.get(type)?.get(key) ?? [], turn))
    }
  }
  const broken = brokenPairs(transaction)
  for (const [anchor, hasAttributes] of lists)
    happenings.push(...listHappenings(anchor, hasAttributes, added, turn, broken))
  return happenings
}

/** Below something that is deleted nothing is visible. */
function isGone(type: SharedType): boolean {
  for (let item = type._item; item !== null; item = (item.parent as SharedType)._item) if (item.deleted) return true
  return false
}

function newItems(doc: Y.Doc, { beforeState, afterState }: Y.Transaction): Y.Item[] {
  const items: Y.Item[] = []
  for (const [client, clock] of afterState) {
    const from = beforeState.get(client) ?? 0
    const structs = doc.store.clients.get(client)
    if (clock === from || !structs) continue
    for (let i = indexOfClock(structs, from); i < structs.length; i++) {
      const struct = structs[i]
      if (struct instanceof Y.Item && struct.id.clock >= from) items.push(struct)
    }
  }
  return items
}

function keyHappenings(type: SharedType, key: string, added: readonly Y.Item[], turn: Turn): Happening[] {
  const rightmost = type._map.get(key) ?? null
  let old = rightmost
  while (old !== null && turn.adds(old)) old = old.left
  const now = rightmost !== null && aliveNow(rightmost) ? rightmost : null
  const before = old !== null && turn.aliveBefore(old) ? jsonAt(old, turn.aliveBefore, turn.adds) : undefined
  const after = now === null ? undefined : jsonAt(now, aliveNow)
  const path = [...pathOf(type), key]
  const isContainer = now?.content instanceof Y.ContentType
  const kind: FactKind = after === undefined ? 'delete' : isContainer ? 'insert' : 'set'
  const collisions = collisionsOf({ key, added, old, before, after, rightmost })
  const writtenBy = added.find((item) => item === rightmost) ?? added[0]
  const own = collisions.find(({ rowWrote }) => rowWrote === 'kept')
  const happenings: Happening[] = []
  const changed = now !== old && !(sameValue(before, after) && !own) && !(fault('HIS-1') && after === undefined)
  if (changed) happenings.push({ path, kind, before, after, writtenBy, ...(own ? { collision: own } : {}) })
  for (const collision of collisions)
    if (collision !== own) happenings.push({ path, kind, before: after, after, writtenBy: added[0], collision })
  return happenings
}

function listHappenings(
  anchor: SharedType,
  hasAttributes: boolean,
  added: readonly Y.Item[],
  turn: Turn,
  broken: BrokenPairs,
): Happening[] {
  const path = pathOf(anchor)
  const within = (item: Y.Item): boolean => anchorOf(item.parent as SharedType) === anchor
  const writtenBy = added.find((item) => item.parent !== null && within(item))
  if (!isTextual(anchor)) {
    const [before, after] = [jsonOfType(anchor, turn.aliveBefore, turn.adds), jsonOfType(anchor, aliveNow)]
    return sameValue(before, after) ? [] : [{ path, kind: 'set', before, after, writtenBy }]
  }
  const before = plainText(anchor, turn.aliveBefore, broken.mark)
  const splices = broken.unmark(diffWords(before, plainText(anchor, aliveNow)))
  const marked = added.some((item) => item.content instanceof Y.ContentFormat && within(item))
  const formatted = marked || hasAttributes || splices.length === 0
  return [{ path, kind: 'text', before: undefined, after: undefined, text: { splices, formatted }, writtenBy }]
}
