import { fault, piecesOf } from '@mutirao/documents'
import type { PieceLimits } from '@mutirao/documents'
import type * as Y from 'yjs'

/** Some 1 ms of work, and as much again for who applies it. */
export const pieceLimits: PieceLimits = { maxStructs: 750, maxBytes: 48 * 1024 }
/** With more updates since its beginning a recording is no longer worth sharing: pieces made anew hold them. */
const maxSinceBytes = 256 * 1024
const maxSinceUpdates = 500
/** People who lost their server together come back within moments. */
const lingerMs = 5_000

/**
 * A whole document in pieces, made once for all who ask for it at the same time: the pieces as far as somebody has read, and
 * the updates since the first one was begun, which whoever comes later has not been told of.
 */
export class Recording {
  private readonly pieces: Uint8Array[] = []
  private readonly source: Generator<Uint8Array | null, void, undefined>
  private isComplete = false
  /** A generator that threw says it is done: without this the next reader would take what there is for the whole. */
  private broken: { readonly error: unknown } | null = null
  private readonly since: Uint8Array[] = []
  private sinceBytes = 0
  private readers = 0
  private timer: NodeJS.Timeout | null = null
  private readonly onUnused: (recording: Recording) => void

  /** @param onUnused nobody has read it for a while */
  constructor(doc: Y.Doc, onUnused: (recording: Recording) => void) {
    this.source = piecesOf(doc, new Map(), pieceLimits)
    this.onUnused = onUnused
    // What changes from here on comes after its first piece or is in it.
    this.advance()
    this.linger()
  }

  get isFresh(): boolean {
    return this.broken === null && this.sinceBytes <= maxSinceBytes && this.since.length <= maxSinceUpdates
  }

  /** The document changed; `update` is what readers were told. */
  changed(update: Uint8Array): void {
    if (!this.isFresh) return
    this.since.push(update)
    this.sinceBytes += update.length
  }

  /** What it takes to be level with the document: pieces, then what readers before were told. Each step makes at most one piece. */
  *read(): Generator<Uint8Array | null, void, undefined> {
    this.readers++
    if (this.timer) clearTimeout(this.timer)
    const since = fault('SYN-38') ? [] : [...this.since]
    try {
      for (let next = 0; ;) {
        const piece = this.pieces[next]
        if (piece) {
          next++
          yield piece
        } else if (this.isComplete) break
        else if (!this.advance()) yield null
      }
      yield* since
    } finally {
      if (--this.readers === 0) this.linger()
    }
  }

  private linger(): void {
    this.timer = setTimeout(() => this.onUnused(this), lingerMs)
    this.timer.unref()
  }

  /** @returns whether there is a piece more, or no more to come */
  private advance(): boolean {
    if (this.broken) throw this.broken.error
    try {
      const { value, done } = this.source.next()
      if (done) this.isComplete = true
      else if (value) this.pieces.push(value)
      return done === true || value !== null
    } catch (error) {
      if (!fault('SYN-41')) this.broken = { error }
      throw error
    }
  }
}
