import * as Y from 'yjs'
import type { JsonValue } from '../kind.ts'
import type { SharedType } from '../update/struct.ts'

/** Whether an item counts: now, or as it was before a transaction that has not been cleaned up yet. */
export type Alive = (item: Y.Item) => boolean

export const aliveNow: Alive = (item) => !item.deleted

/** What `transaction` brought and took away. Good only inside `afterTransaction`: afterwards the garbage is collected. */
export interface Turn {
  readonly adds: (item: Y.Item) => boolean
  readonly aliveBefore: Alive
}

export function turnOf(transaction: Y.Transaction): Turn {
  const adds = (item: Y.Item): boolean => item.id.clock >= (transaction.beforeState.get(item.id.client) ?? 0)
  const deletes = (item: Y.Item): boolean => Y.isDeleted(transaction.deleteSet, item.id)
  return { adds, aliveBefore: (item) => !adds(item) && (!item.deleted || deletes(item)) }
}

const isXml = (type: unknown): boolean => type instanceof Y.XmlFragment || type instanceof Y.XmlText

/** Text, rich text, or a root nobody has given a type that holds such. */
export function isTextual(type: SharedType): boolean {
  if (type instanceof Y.Text || type instanceof Y.XmlFragment) return true
  for (let item = type._start; item !== null; item = item.right) {
    const { content } = item
    if (content instanceof Y.ContentString || content instanceof Y.ContentFormat) return true
    if (content instanceof Y.ContentType) return isXml(content.type)
    if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return false
  }
  return false
}

/** Keys from the root to this type; lists add nothing. */
export function pathOf(type: SharedType): string[] {
  const path: string[] = []
  let top = type
  for (let item = top._item; item !== null; item = top._item) {
    if (item.parentSub !== null) path.push(item.parentSub)
    top = item.parent as SharedType
  }
  path.push(Y.findRootTypeKey(top))
  return path.reverse()
}

/** The outermost list or text that holds this type, else the type itself: what happens inside is told as a change of it. */
export function anchorOf(type: SharedType): SharedType {
  let anchor = type
  for (let item = type._item; item !== null; item = (item.parent as SharedType)._item)
    if (item.parentSub === null) anchor = item.parent as SharedType
  return anchor
}

/** The newest item of a key that counts, or null. `from` is the rightmost. */
function standing(from: Y.Item | undefined, alive: Alive, skips: (item: Y.Item) => boolean): Y.Item | null {
  let item = from ?? null
  while (item !== null && skips(item)) item = item.left
  return item !== null && alive(item) ? item : null
}

const neverSkips = (): boolean => false

/** What an item holds, as JSON: containers whole, text as its plain text. */
export function jsonAt(item: Y.Item, alive: Alive, skips: (item: Y.Item) => boolean = neverSkips): JsonValue {
  const { content } = item
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return plain(content.arr.at(-1))
  if (content instanceof Y.ContentType) return jsonOfType(content.type, alive, skips)
  if (content instanceof Y.ContentString) return content.str
  if (content instanceof Y.ContentEmbed) return plain(content.embed)
  return content instanceof Y.ContentDoc ? { type: 'subdoc' } : { type: 'binary' }
}

const plain = (value: unknown): JsonValue => {
  if (value === undefined) return null
  if (value instanceof Uint8Array) return { type: 'binary' }
  // What JSON cannot hold (bigint, Infinity) becomes what JSON makes of it, so that it is the same after storing.
  const text = JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
  return JSON.parse(text) as JsonValue
}

export function jsonOfType(type: SharedType, alive: Alive, skips: (item: Y.Item) => boolean = neverSkips): JsonValue {
  if (isTextual(type)) return plainText(type, alive)
  if (type instanceof Y.Array || (type._map.size === 0 && type._start !== null)) return listOf(type, alive, skips)
  const entries: [string, JsonValue][] = []
  for (const [key, rightmost] of type._map) {
    const item = standing(rightmost, alive, skips)
    if (item) entries.push([key, jsonAt(item, alive, skips)])
  }
  // By key: Yjs keeps keys in the order in which they came, which is another one after loading from a checkpoint.
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function listOf(type: SharedType, alive: Alive, skips: (item: Y.Item) => boolean): JsonValue[] {
  const list: JsonValue[] = []
  for (let item = type._start; item !== null; item = item.right) {
    if (!alive(item)) continue
    const { content } = item
    if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) list.push(...content.arr.map(plain))
    else list.push(jsonAt(item, alive, skips))
  }
  return list
}

/** What an item of text holds. */
export type Letters = (item: Y.Item, text: string) => string

const asItIs: Letters = (_item, text) => text

/** Blocks end in a line break, so that a note reads as it looks. */
export function plainText(type: SharedType, alive: Alive, letters = asItIs): string {
  let text = ''
  for (let item = type._start; item !== null; item = item.right) {
    if (!alive(item)) continue
    const { content } = item
    if (content instanceof Y.ContentString) text += letters(item, content.str)
    else if (content instanceof Y.ContentEmbed) text += '\uFFFC'
    else if (content instanceof Y.ContentType) text += textOfChild(content.type, alive, letters)
  }
  return text
}

function textOfChild(type: SharedType, alive: Alive, letters: Letters): string {
  const text = plainText(type, alive, letters)
  if (!(type instanceof Y.XmlElement)) return text
  if (type.nodeName === 'horizontalRule') return '―\n'
  return text.endsWith('\n') ? text : `${text}\n`
}

/** Every root of a document as JSON; empty ones are left out. */
export function documentState(doc: Y.Doc): Record<string, JsonValue> {
  const state: Record<string, JsonValue> = {}
  for (const [name, root] of [...doc.share].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const value = jsonOfType(root, aliveNow)
    if (value !== '' && (typeof value !== 'object' || value === null || Object.keys(value).length > 0))
      state[name] = value
  }
  return state
}
