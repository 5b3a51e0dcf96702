import { fault, type DocumentName } from '@mutirao/documents'
import { ClientDocument, type DocumentHost } from '../sync/document.ts'
import type { PendingDocument, UnsentMark } from '../types.ts'

interface Entry {
  readonly document: ClientDocument
  handles: number
  release: ReturnType<typeof setTimeout> | null
  /** Nobody looks; it stays until the server has everything. */
  leaving: boolean
}

/**
 * The documents this client holds: those on screen (ref-counted), those just left, and those which hold unsent edits
 * though nobody opened them. The last ones are opened a few at a time until each is confirmed.
 */
export class Registry {
  readonly #host: DocumentHost
  readonly #entries = new Map<DocumentName, Entry>()
  /** Unsent, not opened yet. */
  readonly #waiting = new Map<DocumentName, number>()
  readonly #closing = new Set<Promise<void>>()

  constructor(host: DocumentHost) {
    this.#host = host
  }

  *documents(): Generator<ClientDocument> {
    for (const entry of this.#entries.values()) yield entry.document
  }

  get(name: DocumentName): ClientDocument | undefined {
    return this.#entries.get(name)?.document
  }

  /** One more handle on the document; the function gives it back (once). */
  hold(name: DocumentName): { readonly document: ClientDocument; readonly release: () => void } {
    const entry = this.#entry(name)
    entry.handles += 1
    entry.leaving = false
    if (entry.release !== null) clearTimeout(entry.release)
    entry.release = null
    let held = true
    return {
      document: entry.document,
      release: () => {
        if (!held) return
        held = false
        this.#released(entry)
      },
    }
  }

  #entry(name: DocumentName): Entry {
    const found = this.#entries.get(name)
    if (found && !fault('CLI-1')) return found
    const entry: Entry = { document: new ClientDocument(name, this.#host), handles: 0, release: null, leaving: false }
    entry.document.remembered = this.#waiting.get(name) ?? 0
    this.#entries.set(name, entry)
    this.#waiting.delete(name)
    return entry
  }

  #released(entry: Entry): void {
    entry.handles -= 1
    if (entry.handles > 0) return
    entry.document.leave()
    entry.release = setTimeout(() => {
      entry.release = null
      entry.leaving = true
      this.settle(entry.document)
    }, this.#host.tuning.releaseDelayMs)
  }

  /** A document moved: drops it when nobody needs it any more, and opens the next waiting one. */
  settle(document: ClientDocument): void {
    const entry = this.#entries.get(document.name)
    if (entry?.leaving && entry.document === document && document.state().loaded) {
      if (document.unsent() === 0 || fault('CLI-2')) this.#drop(entry)
    }
    this.#fill()
  }

  #drop(entry: Entry): void {
    this.#entries.delete(entry.document.name)
    const closing = entry.document.close().finally(() => this.#closing.delete(closing))
    this.#closing.add(closing)
  }

  /** Documents the device remembers as unsent. */
  recall(marks: readonly UnsentMark[]): void {
    const found = new Map<DocumentName, number>()
    for (const { name, edits } of fault('CLI-3') ? [] : marks) {
      found.set(name, (found.get(name) ?? 0) + Math.max(1, edits))
    }
    for (const [name, edits] of found) {
      const open = this.#entries.get(name)?.document
      if (open) open.remembered = edits
      else this.#waiting.set(name, edits)
    }
    this.#fill()
  }

  #fill(): void {
    const busy = [...this.#entries.values()].filter((entry) => entry.leaving && !entry.document.state().denied).length
    const free = this.#host.tuning.backgroundWindow - busy
    for (const name of [...this.#waiting.keys()].slice(0, Math.max(0, free))) this.#entry(name).leaving = true
  }

  pending(): PendingDocument[] {
    const pending: PendingDocument[] = [...this.#waiting].map(([name, edits]) => ({ name, edits }))
    for (const { document } of this.#entries.values()) {
      const edits = document.unsent()
      if (edits > 0) pending.push({ name: document.name, edits })
    }
    return pending
  }

  async close(): Promise<void> {
    for (const entry of this.#entries.values()) {
      if (entry.release !== null) clearTimeout(entry.release)
    }
    const closing = [...this.#entries.values()].map((entry) => entry.document.close())
    this.#entries.clear()
    this.#waiting.clear()
    await Promise.all([...closing, ...this.#closing])
  }
}
