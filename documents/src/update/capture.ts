import * as Y from 'yjs'
import type { Container, JsonValue } from '../kind.ts'
import { refs, type SharedType, type Struct } from './struct.ts'

/** Content of a document as plain JSON, with what is needed to make it again. */
export type ContentNode =
  | { readonly kind: 'any'; readonly values: readonly JsonValue[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'embed'; readonly value: JsonValue }
  | { readonly kind: 'format'; readonly name: string; readonly value: JsonValue }
  | { readonly kind: 'binary'; readonly bytes: readonly number[] }
  | {
      readonly kind: 'type'
      /** Yjs's number: 0 array, 1 map, 2 text, 3 xml element, 4 xml fragment, 5 xml hook, 6 xml text. */
      readonly type: number
      readonly name: string | null
      readonly map: readonly (readonly [key: string, node: ContentNode])[]
      readonly list: readonly ContentNode[]
    }

const containerOfType: readonly Container['type'][] = ['array', 'map', 'text', 'xml', 'xml', 'xml', 'xml']

/** True for what JSON can hold; `undefined` inside objects and arrays is tolerated (JSON drops it). */
function isJson(value: unknown): value is JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value instanceof Uint8Array) return false
  if (Array.isArray(value)) return value.every((inner) => inner === undefined || isJson(inner))
  return Object.values(value).every((inner) => inner === undefined || isJson(inner))
}

/** What a struct would put there; undefined when that is nothing JSON or a container could be. */
export function valueOf(struct: Struct): JsonValue | Container | undefined {
  switch (struct.ref) {
    case refs.any:
    case refs.json: {
      const values = struct.content as readonly unknown[]
      const value = struct.key === null ? values : values[values.length - 1]
      if (value instanceof Uint8Array) return { type: 'binary' }
      return isJson(value) ? value : undefined
    }
    case refs.type:
      return { type: containerOfType[struct.content as number] ?? 'xml' }
    case refs.doc:
      return { type: 'subdoc' }
    case refs.binary:
      return { type: 'binary' }
    case refs.format: {
      const [name, value] = struct.content as [string, JsonValue]
      return { [name]: value }
    }
    default:
      return struct.content as JsonValue
  }
}

/** The number Yjs gives this kind of type. */
function typeNumber(type: SharedType): number {
  if (type instanceof Y.XmlText) return 6
  if (type instanceof Y.XmlHook) return 5
  if (type instanceof Y.XmlElement) return 3
  if (type instanceof Y.XmlFragment) return 4
  if (type instanceof Y.Text) return 2
  if (type instanceof Y.Map) return 1
  return 0
}

/** What stands in an item, as JSON a judge can look at: containers whole, xml as its text. */
export function jsonOf(item: Y.Item): JsonValue {
  const content = item.content
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) {
    const value: unknown = content.arr[content.arr.length - 1]
    return isJson(value) ? value : null
  }
  if (content instanceof Y.ContentType) return jsonOfType(content.type)
  if (content instanceof Y.ContentString) return content.str
  if (content instanceof Y.ContentEmbed) return content.embed as JsonValue
  if (content instanceof Y.ContentDoc) return { type: 'subdoc' }
  return { type: 'binary' }
}

function jsonOfType(type: SharedType): JsonValue {
  if (type instanceof Y.Text || type instanceof Y.XmlFragment) return type.toJSON()
  if (type instanceof Y.Map) {
    const entries: [string, JsonValue][] = []
    for (const [key, item] of type._map) if (!item.deleted) entries.push([key, jsonOf(item)])
    return Object.fromEntries(entries)
  }
  const list: JsonValue[] = []
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue
    if (item.content instanceof Y.ContentAny) list.push(...(item.content.arr as JsonValue[]))
    else list.push(jsonOf(item))
  }
  return list
}

/** A part of an item (its units `from` to `to`) as a node; null for what cannot be made again (subdocuments, deleted content). */
export function captureItem(item: Y.Item, from = 0, to = item.length): ContentNode | null {
  const content = item.content
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) {
    return { kind: 'any', values: (content.arr as JsonValue[]).slice(from, to) }
  }
  if (content instanceof Y.ContentString) return { kind: 'text', text: content.str.slice(from, to) }
  if (content instanceof Y.ContentEmbed) return { kind: 'embed', value: content.embed as JsonValue }
  if (content instanceof Y.ContentFormat) {
    return { kind: 'format', name: content.key, value: content.value as JsonValue }
  }
  if (content instanceof Y.ContentBinary) return { kind: 'binary', bytes: [...content.content] }
  return content instanceof Y.ContentType ? captureType(content.type) : null
}

function captureType(type: SharedType): ContentNode {
  const map: [string, ContentNode][] = []
  for (const [key, item] of type._map) {
    const node = item.deleted ? null : captureItem(item)
    if (node !== null) map.push([key, node])
  }
  const list: ContentNode[] = []
  for (let item = type._start; item !== null; item = item.right) {
    const node = item.deleted ? null : captureItem(item)
    if (node !== null) list.push(node)
  }
  const name = type instanceof Y.XmlHook ? type.hookName : type instanceof Y.XmlElement ? type.nodeName : null
  return { kind: 'type', type: typeNumber(type), name, map, list }
}
