/**
 * Documents whose next entry Postgres did not finish within the statement timeout although it finishes others. Nothing is
 * refused; each is tried again by itself, ever less often, for every try holds up the others as long.
 */
export class SlowDocuments {
  readonly #firstMs: number
  readonly #documents = new Map<number, { waitMs: number; untilMs: number }>()

  constructor(firstMs: number) {
    this.#firstMs = firstMs
  }

  has(documentId: number): boolean {
    return this.#documents.has(documentId)
  }

  /** It did not finish, again. */
  failed(documentId: number, nowMs: number): void {
    const waitMs = Math.min(2 * (this.#documents.get(documentId)?.waitMs ?? this.#firstMs / 2), 10 * this.#firstMs)
    this.#documents.set(documentId, { waitMs, untilMs: nowMs + waitMs })
  }

  finished(documentId: number): void {
    this.#documents.delete(documentId)
  }

  /** One that may be tried again; null when there is none. */
  due(nowMs: number): number | null {
    for (const [documentId, { untilMs }] of this.#documents) if (untilMs <= nowMs) return documentId
    return null
  }
}
