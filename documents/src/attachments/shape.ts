import type * as Y from 'yjs'
import { numberFrom, orNull, text, timestamp } from '../values.ts'
import type { ValueCheck } from '../values.ts'

/** The root of files in detail documents (CONTRACT): the same for cards and for whatever carries files later. */
export const attachmentsRoot = 'attachments'

export interface AttachmentSnapshot {
  readonly id: string
  readonly name: string
  readonly bytes: number
  /** Media type by the name's ending; only ever a hint. */
  readonly type: string
  /** Of the whole file, 64 lower-case hex digits: its address in this document. */
  readonly sha256: string
  /** User id of whoever attached it, '' when unknown. */
  readonly by: string
  /** Milliseconds since the epoch, by the author's clock. */
  readonly at: number
  /** When the server had the whole file, checked; null: it is still on its author's device. Written by the server. */
  readonly storedAt: number | null
}

/** id → Y.Map {name, bytes, type, sha256, by, at, storedAt, deletedAt}. */
export const attachmentsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(attachmentsRoot)

const hash = /^[0-9a-f]{64}$/
export const isFileHash = (value: unknown): value is string => typeof value === 'string' && hash.test(value)

/** No file is larger, whatever the server's own limit is. */
export const maxFileBytes = 2 ** 40

const byteCount: ValueCheck = (value) => (Number.isInteger(value) ? numberFrom(1, maxFileBytes)(value) : 'bad_value')

/** What may stand under the keys of an attachment. */
export const attachmentValues: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>([
  ['name', text(255)],
  ['bytes', byteCount],
  ['type', text(128)],
  ['sha256', (value) => (isFileHash(value) ? null : 'bad_value')],
  ['by', text(64)],
  ['at', timestamp],
  ['storedAt', timestamp],
  ['deletedAt', orNull(timestamp)],
])
