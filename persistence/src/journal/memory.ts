import type { Entry } from './entry.ts'
import type { ClientClaim } from './statement.ts'

/** The oldest half goes when it is full; forgetting costs a little work, never correctness. */
function trim<K>(keys: { readonly size: number; keys(): Iterator<K>; delete(key: K): boolean }, max: number): void {
  if (keys.size <= max) return
  const oldest = keys.keys()
  for (let surplus = keys.size - max / 2; surplus > 0; surplus--) {
    const next = oldest.next()
    if (next.done) return
    keys.delete(next.value)
  }
}

const maxRemembered = 20_000

/** Client ids this process has already written, so that an edit does not bring its client id along every time. */
export class KnownClients {
  readonly #known = new Set<string>()

  unknownOf(entries: readonly Entry[]): ClientClaim[] {
    const claims = new Map<string, ClientClaim>()
    for (const { append } of entries) {
      for (const clientId of append.clients ?? []) {
        const key = keyOf(append.documentId, clientId)
        if (this.#known.has(key) || claims.has(key)) continue
        claims.set(key, { documentId: append.documentId, clientId, actorId: append.actorId })
      }
    }
    return [...claims.values()]
  }

  add(claims: readonly ClientClaim[]): void {
    for (const claim of claims) this.#known.add(keyOf(claim.documentId, claim.clientId))
    trim(this.#known, maxRemembered)
  }
}

const keyOf = (documentId: number, clientId: number): string => `${documentId}:${clientId}`

/** The last seq this process wrote per document; 0 when it does not know. */
export class LastSeqs {
  readonly #seqs = new Map<number, number>()

  get(documentId: number): number {
    return this.#seqs.get(documentId) ?? 0
  }

  set(documentId: number, seq: number): void {
    this.#seqs.delete(documentId)
    this.#seqs.set(documentId, seq)
    trim(this.#seqs, maxRemembered)
  }
}
