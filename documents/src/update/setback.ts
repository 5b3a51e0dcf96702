import * as Y from 'yjs'
import type { JsonValue, SetBack } from '../kind.ts'
import { captureItem, jsonOf, type ContentNode } from './capture.ts'
import { indexOfClock, stateOf, type SharedType } from './struct.ts'
import type { IdRange, ParentRef, Revert, RevertContent, RevertKey } from './types.ts'
import { fault } from '../faults.ts'

/** The origin of transactions made by `setBack`: `update` listeners tell them from everything else by it. */
export const revertOrigin = Symbol('revert')

const isRevert = (entry: SetBack | Revert): entry is Revert => 'how' in entry

/**
 * Puts back, in one transaction of its own, what an applied update should not have changed; returns the bytes (V1) of
 * that transaction, or null when nothing had to be changed. The caller has applied the update before, in another
 * transaction. New structs carry `doc.clientID`.
 *
 * - `Revert`s: a key gets the value or container it had (as new structs; a container's content whole), unless somebody
 *   else has written the key since. Content that came is deleted; content that went stands where it stood, as new structs.
 *   Not restored: subdocuments, and content whose surroundings were deleted meanwhile.
 * - plain `SetBack`s: the key at `path` gets `before` (undefined: is deleted) when it has another value. Containers on the
 *   way are never made.
 */
export function setBack(doc: Y.Doc, entries: readonly (SetBack | Revert)[]): Uint8Array | null {
  let update: Uint8Array | null = null
  const listen = (bytes: Uint8Array, origin: unknown): void => {
    if (origin === revertOrigin) update = bytes
  }
  doc.on('update', listen)
  try {
    doc.transact((transaction) => {
      for (const entry of entries) {
        if (!isRevert(entry)) putJson(transaction, entry)
        else if (entry.how.kind === 'key') revertKey(transaction, entry.how)
        else revertContent(transaction, entry.how)
      }
    }, revertOrigin)
  } finally {
    doc.off('update', listen)
  }
  return update
}

/**
 * The same reverts with what stands at their keys now. Call it just before applying the update when the document may
 * have moved on since `prepareUpdate`, so that what others wrote in between is what comes back.
 */
export function refreshReverts(doc: Y.Doc, reverts: readonly Revert[]): readonly Revert[] {
  return reverts.map((revert) => {
    if (revert.how.kind !== 'key') return revert
    const item = parentType(doc, revert.how.parent)?._map.get(revert.how.key)
    const standing = item === undefined || item.deleted ? null : item
    const node = standing === null ? null : captureItem(standing)
    return { ...revert, before: standing === null ? undefined : jsonOf(standing), how: { ...revert.how, node } }
  })
}

/** null: gone, or not a container. */
function parentType(doc: Y.Doc, ref: ParentRef): SharedType | null {
  if (typeof ref === 'string') return doc.share.get(ref) ?? null
  const [client, clock] = ref
  if (clock >= stateOf(doc.store, client)) return null
  const stored = doc.store.clients.get(client) ?? []
  const holder = stored[indexOfClock(stored, clock)]
  if (!(holder instanceof Y.Item) || holder.deleted || !(holder.content instanceof Y.ContentType)) return null
  return holder.content.type
}

function revertKey(transaction: Y.Transaction, how: RevertKey): void {
  const parent = parentType(transaction.doc, how.parent)
  if (parent === null) return
  const current = parent._map.get(how.key)
  const standing = current === undefined || current.deleted ? null : current
  const isOurs =
    standing === null
      ? how.ids.length === 0
      : how.ids.some(([client, clock, length]) => holds(standing.id, client, clock, length))
  if (!isOurs && !fault('UPD-12')) return
  if (how.node !== null) putNode(transaction, parent, how.key, current ?? null, how.node)
  else standing?.delete(transaction)
}

const holds = (id: Y.ID, client: number, clock: number, length: number): boolean =>
  id.client === client && id.clock >= clock && id.clock < clock + length

function revertContent(transaction: Y.Transaction, how: RevertContent): void {
  const parent = parentType(transaction.doc, how.parent)
  if (parent === null || fault('UPD-11')) return
  for (const range of how.inserted) {
    for (const item of itemsIn(transaction, range)) item.delete(transaction)
  }
  for (const { id, node } of how.removed) {
    const left = itemsIn(transaction, id).at(-1)
    if (left?.parent === parent) putNode(transaction, parent, null, left, node)
  }
  forgetPositions(parent)
}

/** The items of exactly this range: those that reach beyond it are split. */
function itemsIn(transaction: Y.Transaction, [client, clock, length]: IdRange): Y.Item[] {
  const items: Y.Item[] = []
  const range = Y.createDeleteSet()
  range.clients.set(client, [{ clock, len: length }])
  Y.iterateDeletedStructs(transaction, range, (struct) => {
    if (struct instanceof Y.Item) items.push(struct)
  })
  return items
}

/** Yjs keeps a cache of list positions which it repairs only for its own list operations. */
function forgetPositions(parent: SharedType): void {
  if (parent._searchMarker) parent._searchMarker.length = 0
}

function putJson(transaction: Y.Transaction, { path, before }: SetBack): void {
  const [root, ...keys] = path
  const last = keys.pop()
  let parent: SharedType | undefined = root === undefined ? undefined : transaction.doc.share.get(root)
  for (const key of keys) {
    const item = parent?._map.get(key)
    parent =
      item !== undefined && !item.deleted && item.content instanceof Y.ContentType ? item.content.type : undefined
  }
  if (parent === undefined || last === undefined) return
  const current = parent._map.get(last) ?? null
  const standing = current === null || current.deleted ? null : current
  if (before === undefined) standing?.delete(transaction)
  else if (
    standing === null ||
    standing.content instanceof Y.ContentType ||
    !sameJson(jsonOf(standing), before) ||
    fault('UPD-21')
  ) {
    putNode(transaction, parent, last, current, { kind: 'any', values: [before] })
  }
}

function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = a as Readonly<Record<string, JsonValue>>
  const right = b as Readonly<Record<string, JsonValue>>
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => sameJson(left[key], right[key]))
}

/** Adds one item right of `left` (list) or as the value of `key`, with everything in it. Returns it. */
export function putNode(
  transaction: Y.Transaction,
  parent: SharedType,
  key: string | null,
  left: Y.Item | null,
  node: ContentNode,
): Y.Item {
  const { doc } = transaction
  const right = key !== null ? null : left === null ? parent._start : left.right
  const id = Y.createID(doc.clientID, stateOf(doc.store, doc.clientID))
  const content = contentOf(node)
  const item = new Y.Item(id, left, left?.lastId ?? null, right, right?.id ?? null, parent, key, content)
  item.integrate(transaction, 0)
  if (node.kind === 'type' && content instanceof Y.ContentType) {
    let last: Y.Item | null = null
    for (const inner of node.list) last = putNode(transaction, content.type, null, last, inner)
    for (const [name, inner] of node.map) putNode(transaction, content.type, name, null, inner)
  }
  return item
}

function contentOf(node: ContentNode): Y.Item['content'] {
  switch (node.kind) {
    case 'any':
      return new Y.ContentAny([...node.values])
    case 'text':
      return new Y.ContentString(node.text)
    case 'embed':
      return new Y.ContentEmbed(node.value as object)
    case 'format':
      return new Y.ContentFormat(node.name, node.value as object)
    case 'binary':
      return new Y.ContentBinary(Uint8Array.from(node.bytes))
    case 'type':
      return new Y.ContentType(emptyType(node.type, node.name ?? 'undefined'))
  }
}

function emptyType(number: number, name: string): SharedType {
  switch (number) {
    case 0:
      return new Y.Array()
    case 1:
      return new Y.Map()
    case 2:
      return new Y.Text()
    case 3:
      return new Y.XmlElement(name)
    case 4:
      return new Y.XmlFragment()
    case 5:
      return new Y.XmlHook(name)
    default:
      return new Y.XmlText()
  }
}
