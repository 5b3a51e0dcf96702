import { fault, mustParseName, readIntent, requestsName } from '@mutirao/documents'
import type { DecisionStore, Journal, JournalRow, NewDecisionIntent, UntakenDocument } from '@mutirao/persistence'
import * as Y from 'yjs'
import { firstUnsettled } from '../../submit/marks.ts'
import type { Copies } from './copies.ts'
import { decidable } from './kinds.ts'

export interface TakeParts {
  readonly store: Pick<DecisionStore, 'take' | 'list'>
  readonly journal: Pick<Journal, 'read'>
  readonly copies: Copies
  readonly point: (name: string) => void
}

const rowsPerStep = 500

export interface Taken {
  readonly listId: number
  /** There may be more. */
  readonly isBehind: boolean
}

/**
 * Takes the next rows of one document in: intents to be decided, subjects to be looked at. Exactly once: what they bring and
 * the cursor are one transaction. Stops before a row whose set-back is still to come: what it says must not be believed.
 * @returns null when nothing could be taken
 */
export async function takeRows(parts: TakeParts, document: UntakenDocument): Promise<Taken | null> {
  const { documentId, seq: fromSeq, headSeq } = document
  const all = await parts.journal.read(documentId, fromSeq, { maxRows: rowsPerStep })
  const open = firstUnsettled(all)
  const rows = open < 0 || fault('DEC-6') ? all : all.slice(0, open)
  const last = rows.at(-1)
  if (!last) return null
  const brought =
    document.kind === 'requests' ? await fromList(parts, document, rows) : await fromDetail(parts, document)
  if (!brought) return null
  parts.point('read')
  const step = { documentId, fromSeq, toSeq: last.seq, ...brought }
  // Somebody else has taken them, or nothing was written: this copy has seen too much.
  if (!(await parts.store.take(step))) parts.copies.forget(documentId)
  parts.point('taken')
  return { listId: brought.listId, isBehind: last.seq < headSeq }
}

interface Brought {
  readonly listId: number
  readonly intents: readonly NewDecisionIntent[]
  readonly touched: readonly string[] | 'all'
}

async function fromDetail({ store }: TakeParts, { name }: UntakenDocument): Promise<Brought | null> {
  const parsed = mustParseName(name)
  if (parsed.kind !== 'request') return null
  const list = await store.list(requestsName(parsed.listId))
  return list && { listId: list.documentId, intents: [], touched: [parsed.requestId] }
}

async function fromList(
  { copies }: TakeParts,
  { documentId, seq }: UntakenDocument,
  rows: readonly JournalRow[],
): Promise<Brought> {
  const copy = await copies.at(documentId, seq)
  const watch = new ListWatch(copy.doc)
  try {
    for (const row of rows) {
      watch.row(row)
      copy.seq = row.seq
    }
  } catch (error) {
    copies.forget(documentId)
    throw error
  } finally {
    watch.end()
  }
  return { listId: documentId, intents: watch.intents, touched: watch.touchedAll ? 'all' : [...watch.touched] }
}

type Events = Y.YEvent<Y.AbstractType<unknown>>[]

/** What rows of a list bring: new intents with who wrote them, and which subjects they touch. */
class ListWatch {
  readonly intents: NewDecisionIntent[] = []
  readonly touched = new Set<string>()
  touchedAll = false
  readonly #doc: Y.Doc
  readonly #roots: {
    readonly intents: Y.Map<unknown>
    readonly subjects: Y.Map<unknown>
    readonly meta: Y.Map<unknown>
  }
  #row: JournalRow | null = null

  constructor(doc: Y.Doc) {
    this.#doc = doc
    const { intents, subjects, meta } = decidable.requests.roots
    this.#roots = { intents: doc.getMap(intents), subjects: doc.getMap(subjects), meta: doc.getMap(meta) }
    this.#roots.intents.observe(this.#onIntents)
    this.#roots.subjects.observeDeep(this.#onSubjects)
    this.#roots.meta.observe(this.#onMeta)
  }

  row(row: JournalRow): void {
    this.#row = row
    Y.applyUpdate(this.#doc, row.update)
  }

  end(): void {
    this.#roots.intents.unobserve(this.#onIntents)
    this.#roots.subjects.unobserveDeep(this.#onSubjects)
    this.#roots.meta.unobserve(this.#onMeta)
  }

  readonly #onMeta = (): void => void (this.touchedAll = true)

  readonly #onSubjects = (events: Events): void => {
    for (const event of events) {
      if (event.target === this.#roots.subjects && event instanceof Y.YMapEvent)
        for (const id of event.keysChanged) this.touched.add(id as string)
      else if (typeof event.path[0] === 'string') this.touched.add(event.path[0])
    }
  }

  /** In the order they were written. Only what a person sent counts: nothing that was restored or imported asks for anything. */
  readonly #onIntents = (event: Y.YMapEvent<unknown>): void => {
    const row = this.#row
    if (row?.origin !== 'client') return
    let place = 0
    for (const id of event.keysChanged as Set<string>) {
      if (event.changes.keys.get(id)?.action !== 'add') continue
      const value = this.#roots.intents.get(id)
      const body = (value instanceof Y.AbstractType ? value.toJSON() : value) as NewDecisionIntent['body']
      const subject = readIntent(id, body)?.subject ?? ''
      this.intents.push({
        id,
        seq: row.seq,
        place: place++,
        actorId: row.actorId,
        subject: decidable.requests.isSubject(subject) ? subject : '',
        body,
        receivedAtMs: row.receivedAtMs,
      })
    }
  }
}
