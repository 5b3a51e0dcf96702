/**
 * The words both ends of the wire share (CONTRACT "Sync over WebSocket"). Changing one means a new
 * `protocolVersion` and an entry in docs/PROTOCOL.md.
 */
export const protocolVersion = 1

/** Why a part of an update, or the whole of it, was not taken. */
export const refusalCodes = [
  'hard_delete',
  'bad_value',
  'bad_structure',
  'too_large',
  'document_full',
  'unknown_dependency',
  'foreign_client',
  'malformed',
  'read_only',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** Codes after which the allowed rest of the update stands in the journal (SYNC §1: they count as an acknowledgement). */
export const partialRefusals: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'hard_delete',
  'bad_value',
  'bad_structure',
  'too_large',
  'document_full',
])

/** Reasons with which the server closes a socket or a document; retry advice stands in docs/PROTOCOL.md. */
export const closeReasons = [
  'journal_unavailable',
  'too_fast',
  'signed_out',
  'forbidden',
  'update_required',
  'document_gone',
] as const
export type CloseReason = (typeof closeReasons)[number]

/** `[clientId, fromClock, toClock (exclusive), atMs]`: when these structs were written, by the writer's own clock. */
export type WrittenRange = readonly [clientId: number, fromClock: number, toClock: number, atMs: number]

export type ServerMessage =
  | { readonly type: 'hello'; readonly protocol: number; readonly cursor: string }
  | { readonly type: 'reverted'; readonly path: string; readonly rule: string; readonly message: string }
  | { readonly type: 'refused'; readonly code: RefusalCode; readonly path: string; readonly message: string }

export type ClientMessage = { readonly type: 'written'; readonly ranges: readonly WrittenRange[] }

/** `<epoch>-<seq>`: a place in one document's journal. The epoch changes when a database is restored from backup. */
export interface Cursor {
  readonly epoch: string
  readonly seq: number
}
const cursorForm = /^([0-9a-z]{1,16})-(0|[1-9][0-9]{0,14})$/

export const formatCursor = (cursor: Cursor): string => `${cursor.epoch}-${cursor.seq}`
export function parseCursor(raw: string): Cursor | null {
  const match = cursorForm.exec(raw)
  return match?.[1] !== undefined && match[2] !== undefined ? { epoch: match[1], seq: Number(match[2]) } : null
}

/** Limits of CONTRACT "Sync over WebSocket". */
export const limits = {
  maxMessageBytes: 8 * 1024 * 1024,
  updatesPerSecond: 100,
  bytesPerSecond: 8 * 1024 * 1024,
  burstUpdates: 500,
  documentsPerSocket: 500,
  socketsPerPerson: 20,
} as const

/** Workspace roles, strongest first (DESIGN §5). */
export const roles = ['admin', 'manager', 'editor', 'viewer'] as const
export type Role = (typeof roles)[number]

/** Who acts: what rules may ask about a person. */
export interface Actor {
  readonly userId: string
  readonly role: Role
  readonly groups: readonly string[]
}
