import { fault, readIntent } from '@mutirao/documents'
import type { JournalRow, NewDecisionIntent } from '@mutirao/persistence'
import * as Y from 'yjs'
import { serverActor } from '../../submit/target.ts'
import { decidable } from './kinds.ts'

type Events = Y.YEvent<Y.AbstractType<unknown>>[]

/** What rows of a list bring: new intents with who wrote them, and which subjects they touch. */
export class ListWatch {
  readonly intents: NewDecisionIntent[] = []
  readonly touched = new Set<string>()
  touchedAll = false
  /** Who wrote into what is decided about, by subject. */
  readonly editors = new Map<string, Set<string>>()
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

  readonly #onMeta = ({ keysChanged }: Y.YMapEvent<unknown>): void => {
    const { metaKeys } = decidable.requests
    this.touchedAll ||= [...(keysChanged as Set<string>)].some((key) => metaKeys.has(key))
  }

  readonly #onSubjects = (events: Events): void => {
    for (const event of events) {
      if (event.target === this.#roots.subjects && event instanceof Y.YMapEvent)
        for (const id of event.keysChanged) this.touched.add(id as string)
      else if (typeof event.path[0] === 'string') {
        this.touched.add(event.path[0])
        if (hasKey(event, decidable.requests.contentKeys)) this.#edited(event.path[0])
      }
    }
  }

  #edited(subject: string): void {
    const person = personOf(this.#row)
    if (person === null) return
    const people = this.editors.get(subject) ?? new Set<string>()
    this.editors.set(subject, people.add(person))
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
        place: fault('DEC-1') ? place-- : place++,
        actorId: row.actorId,
        subject: decidable.requests.isSubject(subject) ? subject : '',
        body,
        receivedAtMs: row.receivedAtMs,
      })
    }
  }
}

/** The person a row is of; null for what the server wrote itself. */
const personOf = (row: JournalRow | null): string | null =>
  row === null || row.actorId === serverActor || fault('DEC-14') ? null : row.actorId

const hasKey = (event: Y.YEvent<Y.AbstractType<unknown>>, keys: ReadonlySet<string>): boolean =>
  event instanceof Y.YMapEvent && [...(event.keysChanged as Set<string>)].some((key) => keys.has(key))

/** Who writes what is decided about into the details of a subject. */
export class DetailWatch {
  readonly people = new Set<string>()
  readonly #doc: Y.Doc
  readonly #roots: readonly (readonly [Y.Map<unknown>, ReadonlySet<string> | null])[]
  #row: JournalRow | null = null

  constructor(doc: Y.Doc) {
    this.#doc = doc
    this.#roots = [...decidable.requests.detailRoots].map(([root, keys]) => [doc.getMap(root), keys])
    for (const [root] of this.#roots) root.observeDeep(this.#onEvents)
  }

  row(row: JournalRow): void {
    this.#row = row
    Y.applyUpdate(this.#doc, row.update)
  }

  end(): void {
    for (const [root] of this.#roots) root.unobserveDeep(this.#onEvents)
  }

  readonly #onEvents = (events: Events): void => {
    const person = personOf(this.#row)
    if (person === null) return
    const isContent = events.some((event) => {
      const at = this.#roots.find(([root]) => root === event.currentTarget)
      // A new entry, or a value of the root itself; of an entry only what is part of the content.
      return at !== undefined && (event.target === at[0] || at[1] === null || hasKey(event, at[1]))
    })
    if (isContent) this.people.add(person)
  }
}
