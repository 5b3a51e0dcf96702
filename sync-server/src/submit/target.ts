import type { Cursor, ParsedName } from '@mutirao/documents'
import type * as Y from 'yjs'

/** Actor of rows that nobody in particular wrote. */
export const serverActor = 'server'

/** Client id no client may use: reserved for a writer that takes the document's row lock (outcomes of decisions). */
const reservedClientId = 1

/**
 * The Yjs client ids this process writes with, one per way of writing, so that two ways can never give out the same clock.
 * New for every process: two processes may write to one document at the same time.
 */
export interface ServerClients {
  readonly edit: number
  readonly setBack: number
  /** These and the reserved one: what clients may not use. */
  readonly forbidden: ReadonlySet<number>
}

/** @param random integers from 0 to 2^32 − 1 */
export function createServerClients(random: () => number): ServerClients {
  const [edit, setBack] = [random() + 2, random() + 2]
  if (edit === setBack) return createServerClients(random)
  return { edit, setBack, forbidden: new Set([reservedClientId, edit, setBack]) }
}

/** A loaded document as the pipeline sees it; `sync/held.ts` implements it over Hocuspocus, tests over a bare Y.Doc. */
export interface SubmitTarget {
  readonly doc: Y.Doc
  readonly documentId: number
  readonly parsed: ParsedName
  /** Yjs client ids whose owner is known here: client id → actor id. */
  readonly owners: Map<number, string>
  readonly serverClients: ServerClients
  /** It takes no more memory: only what deletes is taken. */
  readonly full: boolean
  /** Up to here the rows of the journal are in `doc`, without a gap. */
  cursor(): Cursor
  /** Reads what other processes have written; resolves when done, or after a few seconds without the journal. */
  catchUp(): Promise<void>
  /** Keeps the document in memory until the returned function is called (once): a row of it is under way. */
  hold(): () => void
  /** This row, written here, is now in `doc`. */
  applied(seq: number): void
  /** Everything `run` changes reaches the readers as one update, so that nobody sees the state in between. */
  merged(run: () => void): void
}
