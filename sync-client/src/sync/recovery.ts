import { fault, partialRefusals, type DocumentName, type RefusalCode } from '@mutirao/documents'
import * as Y from 'yjs'
import type { AsideCopy } from '../types.ts'

export interface Refused {
  readonly path: string
  readonly code: RefusalCode
  readonly message: string
}

/** Heals by itself: the server asks for the missing part. */
export const isTransient = (code: RefusalCode): boolean => code === 'unknown_dependency'

/**
 * After the server left something out, this device shows what nobody else has. So: keep a copy aside at once (the next
 * handshake may make the refused value vanish here too), wait until everything that *was* taken is confirmed, fetch the
 * document afresh beside the one on screen, swap (SYNC §2). This object remembers what was refused.
 */
export class Recovery {
  readonly refused: Refused[] = []
  /** Nothing of the last frame was taken: its edits will never be confirmed, so there is nothing to wait for. */
  #hopeless = false
  /** Copies not handed out yet: one for all refusals that came with one frame. */
  #copy: { readonly update: Uint8Array; readonly refused: Refused[] } | null = null
  /** How many local edits the document had when it was copied last. */
  #copiedAt: number
  /** The time to fetch has come (see Patience). */
  due = false

  /** @param edits local edits of this document of which no copy is needed; -1: of none it is known */
  constructor(edits: number) {
    this.#copiedAt = edits
  }

  /** Returns true when this is the first refusal of a new copy: `takeCopy` is due soon. */
  add(refused: Refused, doc: Y.Doc, edits: number): boolean {
    const { code, path } = refused
    if (!this.refused.some((known) => known.code === code && known.path === path)) this.refused.push(refused)
    if (!partialRefusals.has(code)) this.#hopeless = true
    const first = this.#copy === null && edits > this.#copiedAt
    if (first) this.#makeCopy(doc, edits)
    this.#copy?.refused.push(refused)
    return first
  }

  /** The document is about to be replaced: what was written since the last copy and is not journalled goes aside too. */
  addRest(doc: Y.Doc, edits: number, unsent: number): void {
    if (unsent === 0 || edits <= this.#copiedAt) return
    this.#makeCopy(doc, edits)
    this.#copy?.refused.push(...this.refused)
  }

  #makeCopy(doc: Y.Doc, edits: number): void {
    this.#copiedAt = edits
    this.#copy = { update: Y.encodeStateAsUpdate(doc), refused: [] }
  }

  mayFetch(unsent: number): boolean {
    return this.due && (unsent === 0 || this.#hopeless || fault('CLI-15'))
  }

  takeCopy(name: DocumentName, generation: number, atMs: number): AsideCopy | null {
    const copy = this.#copy
    this.#copy = null
    return copy && { name, generation, atMs, ...copy }
  }
}
