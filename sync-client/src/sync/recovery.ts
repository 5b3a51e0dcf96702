import { partialRefusals, type DocumentName, type RefusalCode } from '@mutirao/documents'
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
 * After the server left something out, this device shows what nobody else has. So: keep a copy aside, wait until
 * everything that *was* taken is confirmed, fetch the document afresh beside the one on screen, swap (SYNC §2).
 * This object only remembers what was refused and judges when the swap may happen.
 */
export class Recovery {
  readonly refused: Refused[] = []
  /** Nothing of the last frame was taken: its edits will never be confirmed, so there is nothing to wait for. */
  #hopeless = false

  add(refused: Refused): void {
    this.refused.push(refused)
    if (!partialRefusals.has(refused.code)) this.#hopeless = true
  }

  mayFetch(unsent: number): boolean {
    return unsent === 0 || this.#hopeless
  }

  aside(name: DocumentName, generation: number, doc: Y.Doc, atMs: number): AsideCopy {
    return { name, generation, atMs, update: Y.encodeStateAsUpdate(doc), refused: [...this.refused] }
  }
}
