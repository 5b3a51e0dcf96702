import type { HistoryGroup, JsonValue } from '@mutirao/documents'
import { call, isRecord } from './http.ts'

/*
 * The history of documents lives on the server, derived from the journal (docs/PROTOCOL.md, "History"). Everything here
 * throws a MutiraoError like `call`; without a network that is `unreachable`.
 */

export interface HistoryQuery {
  /** Card, stage, comment id. */
  readonly entry?: string
  readonly field?: string
  readonly actor?: string
  /** The `next` of the page before. */
  readonly before?: string
  /** Only rows after this seq. */
  readonly after?: number
  /** Only rows that arrived after this moment, ms of the server's clock. */
  readonly since?: number
  /** Facts, 1–1000. */
  readonly limit?: number
}

export interface HistoryPage {
  /** Newest first. */
  readonly groups: readonly HistoryGroup[]
  readonly next: string | null
  /** How far the history has been derived. */
  readonly seq: number
  /** What the server's clock says. */
  readonly nowMs: number
}

export interface RestoreWish {
  /** To what stood after this row. */
  readonly seq: number
  /** Everything when absent. */
  readonly entries?: readonly string[]
  readonly field?: string
  readonly reason?: string
}

/** A document as it stood at one moment: root → entry → field → value. */
export interface DocumentAt {
  readonly seq: number
  readonly atMs: number
  readonly state: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>
}

const pathOf = (name: string, what: string): string => `/api/documents/${encodeURIComponent(name)}/${what}`

function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) if (value !== undefined) search.set(key, String(value))
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

/** One page of what changed in a document. */
export async function readHistory(name: string, wish: HistoryQuery = {}): Promise<HistoryPage> {
  const answer = await call(pathOf(name, 'history') + query({ ...wish }))
  if (!isRecord(answer) || !Array.isArray(answer['groups']))
    return { groups: [], next: null, seq: 0, nowMs: Date.now() }
  return {
    groups: answer['groups'] as HistoryGroup[],
    next: typeof answer['next'] === 'string' ? answer['next'] : null,
    seq: Number(answer['seq'] ?? 0),
    nowMs: Number(answer['nowMs'] ?? Date.now()),
  }
}

export type MomentWish = { readonly seq: number } | { readonly timeMs: number } | 'now'

/** The document as it stood after a row, at a time, or as far as the history has come. */
export async function readDocumentAt(name: string, moment: MomentWish): Promise<DocumentAt> {
  const wish = moment === 'now' ? {} : 'seq' in moment ? { seq: moment.seq } : { time: moment.timeMs }
  return (await call(pathOf(name, 'at') + query(wish))) as DocumentAt
}

/** What a restore did. */
export interface RestoreDone {
  /** The rows that did it: many places are more than one. */
  readonly rows: readonly number[]
  /** Places it wrote. */
  readonly written: number
  /** Entries it left as they are because they go back only when they are chosen. */
  readonly left: number
}

/** Puts back what stood then, as an edit in this person's name. */
export async function restore(name: string, wish: RestoreWish): Promise<RestoreDone> {
  const answer = await call(pathOf(name, 'restore'), { method: 'POST', body: wish })
  const { rows, written, left } = isRecord(answer) ? answer : {}
  return {
    rows: Array.isArray(rows) ? rows.filter((row) => typeof row === 'number') : [],
    written: Number(written ?? 0),
    left: Number(left ?? 0),
  }
}

/** Settles a conflict: `kept` only says it was seen, `lost` writes the value that had lost. */
export async function resolveConflict(
  name: string,
  conflict: { readonly seq: number; readonly index: number },
  resolution: 'kept' | 'lost',
): Promise<void> {
  const { seq, index } = conflict
  await call(pathOf(name, `conflicts/${seq}.${index}/resolve`), { method: 'POST', body: { resolution } })
}

/** How busy a document was, over its whole life or a span. */
export interface Timeline {
  readonly fromMs: number
  readonly toMs: number
  readonly bucketMs: number
  readonly facts: number
  /** Empty ones are left out. `people`: facts by user id. */
  readonly buckets: readonly { readonly atMs: number; readonly people: Readonly<Record<string, number>> }[]
  readonly people: readonly { readonly id: string; readonly facts: number }[]
}

/** What the server knows of a document's size and state. */
export interface Inspection {
  readonly seq: number
  readonly derivedSeq: number
  readonly lagMs: number
  readonly rows: number
  readonly bytes: number
  readonly bytesPerDay: readonly { readonly day: string; readonly rows: number; readonly bytes: number }[]
  /** Old rows, packed; bytes of the rows before and now. */
  readonly segments: { readonly rows: number; readonly bytesBefore: number; readonly bytesAfter: number }
  readonly facts: number
  /** Yjs client ids in the state. */
  readonly clients: number
  /** Null: not known without loading the document. */
  readonly structs: number | null
  /** 0–1: how much of the document is deleted content. */
  readonly tombstoneShare: number | null
  readonly openConflicts: number
  /** In the server's memory, encoded; null: not there. `full`: only deletions are taken. */
  readonly memory: { readonly bytes: number; readonly limitBytes: number; readonly full: boolean } | null
  readonly connected: readonly { readonly id: string; readonly name: string; readonly sockets: number }[]
  readonly stuck: { readonly failures: number; readonly error: string } | null
}

export interface Verification {
  readonly ok: boolean
  readonly rows: number
  /** Seq of the last row verified. */
  readonly head: number | null
  readonly broken: {
    readonly fromSeq: number
    readonly toSeq: number
    readonly why: 'gap' | 'leaf' | 'chain' | 'segment' | 'anchor'
  } | null
}

/** The copies of a document that wrote, those that wrote last first. */
export interface WritingClients {
  readonly clients: readonly {
    /** Yjs client id. */
    readonly id: number
    readonly actorId: string
    readonly operations: number
    readonly rows: number
    readonly firstMs: number
    readonly lastMs: number
  }[]
  /** How many others there are. */
  readonly more: number
}

/** Admins only, as the next three. @param buckets 1–1000 */
export const readTimeline = async (name: string, buckets: number): Promise<Timeline> =>
  (await call(pathOf(name, 'timeline') + query({ buckets }))) as Timeline
/** @param size `known`: at once, without what only a loaded document tells */
export const inspectDocument = async (name: string, size: 'known' | 'exact'): Promise<Inspection> =>
  (await call(pathOf(name, 'inspect') + query({ size }))) as Inspection
export const verifyDocument = async (name: string): Promise<Verification> =>
  (await call(pathOf(name, 'verify'))) as Verification
export const readWritingClients = async (name: string): Promise<WritingClients> =>
  (await call(pathOf(name, 'clients'))) as WritingClients
/** Where the browser downloads the document (`json`), its facts (`csv`) or one Yjs update (`update`). */
export const exportHref = (name: string, format: 'json' | 'csv' | 'update'): string =>
  pathOf(name, 'export') + query({ format })
