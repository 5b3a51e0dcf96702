import { fault } from '@mutirao/documents'
import type { Entry } from './entry.ts'

/**
 * What waits to be written: one line for all documents, and one line for each document that was set aside because
 * somebody else holds its head. While a document has a line of its own its new entries join that one, so that its order
 * is kept.
 */
export class EntryQueue {
  #line: Entry[] = []
  readonly #aside = new Map<number, Entry[]>()
  entries = 0
  bytes = 0

  get lineLength(): number {
    return this.#line.length
  }

  get asideCount(): number {
    return this.#aside.size
  }

  push(entry: Entry): void {
    this.entries++
    this.bytes += entry.append.update.length
    const own = this.#aside.get(entry.append.documentId)
    if (own) own.push(entry)
    else this.#line.push(entry)
  }

  /** The next batch of the line; the caller ends each entry with `done` or gives it back with `setAside`. */
  takeLine(maxRows: number, maxBytes: number): Entry[] {
    const batch = cut(this.#line, maxRows, maxBytes)
    this.#line = this.#line.slice(batch.length)
    return batch
  }

  /** As much of the set-aside documents (those that are wanted) as fits a batch. They stay there until `done`. */
  peekAside(maxRows: number, maxBytes: number, wanted: (documentId: number) => boolean): Entry[] {
    const entries = [...this.#aside].flatMap(([documentId, own]) => (wanted(documentId) ? own : []))
    return cut(entries, maxRows, maxBytes)
  }

  /** The first entry of a set-aside document. */
  firstAside(documentId: number): Entry | null {
    return this.#aside.get(documentId)?.[0] ?? null
  }

  /** Gives documents a line of their own: the given entries and what of theirs waits in the common line, as they came. */
  setAside(documents: ReadonlySet<number>, entries: readonly Entry[]): void {
    const waiting = this.#line.filter((entry) => documents.has(entry.append.documentId))
    this.#line = this.#line.filter((entry) => !documents.has(entry.append.documentId))
    for (const entry of [...entries, ...waiting]) {
      const own = this.#aside.get(entry.append.documentId) ?? []
      own.push(entry)
      // A halved batch comes in two parts, and the second must not stand behind what waited in the common line.
      this.#aside.set(
        entry.append.documentId,
        own.sort((a, b) => a.order - b.order),
      )
    }
  }

  /** This entry is settled. Entries of one document are settled in their order; with the last one a line of its own ends. */
  done(entry: Entry): void {
    this.entries--
    this.bytes -= entry.append.update.length
    const own = this.#aside.get(entry.append.documentId)
    if (own?.[0] !== entry) return
    own.shift()
    if (own.length === 0) this.#aside.delete(entry.append.documentId)
  }

  oldestAsideMs(): number {
    return Math.min(...[...this.#aside.values()].map((entries) => entries[0]?.sinceMs ?? Infinity))
  }

  /** When the oldest of all that waits here was appended. */
  oldestMs(): number {
    return Math.min(this.#line[0]?.sinceMs ?? Infinity, this.oldestAsideMs())
  }

  /** Everything that waits, taken out (for closing). */
  drain(): Entry[] {
    const all = [...this.#line, ...[...this.#aside.values()].flat()]
    this.#line = []
    this.#aside.clear()
    return all
  }
}

/** At least one entry, then as many as stay within both bounds. */
function cut(entries: readonly Entry[], maxRows: number, maxBytes: number): Entry[] {
  if (fault('JRN-11')) return [...entries]
  let count = 0
  let bytes = 0
  for (const entry of entries) {
    bytes += entry.append.update.length
    if (count > 0 && (count >= maxRows || bytes > maxBytes)) break
    count++
  }
  return entries.slice(0, count)
}
