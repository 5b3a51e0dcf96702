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

  /** Returns true when this is the first refusal of a new copy: `takeCopy` is due soon. */
  add(refused: Refused, doc: Y.Doc): boolean {
    this.refused.push(refused)
    if (!partialRefusals.has(refused.code)) this.#hopeless = true
    const first = this.#copy === null
    this.#copy ??= { update: Y.encodeStateAsUpdate(doc), refused: [] }
    this.#copy.refused.push(refused)
    return first
  }

  mayFetch(unsent: number): boolean {
    return unsent === 0 || this.#hopeless || fault('CLI-15')
  }

  takeCopy(name: DocumentName, generation: number, atMs: number): AsideCopy | null {
    const copy = this.#copy
    this.#copy = null
    return copy && { name, generation, atMs, ...copy }
  }
}
