import type * as Y from 'yjs'
import type { JsonValue } from '../kind.ts'
import type { DocumentEntry, MemberSnapshot } from './shape.ts'

/** Own preference; null removes it. True when something changed. */
export declare function setPreference(doc: Y.Doc, key: string, value: JsonValue): boolean
/** Own read mark of a document. True when something changed. */
export declare function setRead(doc: Y.Doc, documentName: string, value: JsonValue): boolean
/** Server side: makes `members` exactly this list, writing differences only. True when something changed. */
export declare function writeMembers(doc: Y.Doc, members: readonly MemberSnapshot[]): boolean
/** Server side: makes `documents` exactly this list, writing differences only. True when something changed. */
export declare function writeDocuments(doc: Y.Doc, documents: readonly DocumentEntry[]): boolean
