import { randomInt } from 'node:crypto'
import {
  addItems,
  contentDigest,
  createLedgerStore,
  createRequest,
  itemsMap,
  leaveIntent,
  ledgerName,
  readContent,
  readIntents,
  requestName,
  requestsName,
  setItemField,
} from '@mutirao/documents'
import type { DecisionAsk, EditContext, JsonObject, PolicyRule, RequestState } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import {
  createCheckpoints,
  createDecisionAudit,
  createDecisionStore,
  createDirectory,
  createJournal,
  silentLog,
} from '@mutirao/persistence'
import type { AuditedDecision, DocumentRecord, Journal, JournalAppend } from '@mutirao/persistence'
import { createTestDatabase } from '@mutirao/persistence/testing'
import type { TestDatabase } from '@mutirao/persistence/testing'
import * as Y from 'yjs'
import { startDecisionLoop } from '../loop.ts'
import type { DecisionLoop, DecisionLoopOptions } from '../loop.ts'

const workspaceId = 'workspace-1'
const roles = {
  ana: 'admin',
  marina: 'manager',
  bruno: 'editor',
  carla: 'editor',
  davi: 'editor',
  eva: 'editor',
} as const
export type Who = keyof typeof roles

export const policyRule = (level: 1 | 2 | 3, people: readonly Who[], fromCents = 0): PolicyRule => ({
  id: `a${level}`,
  level,
  fromCents,
  costCentres: [],
  categories: [],
  mode: 'any',
  people,
  group: '',
  escalateAfterHours: null,
  escalateTo: [],
})
const threeLevels = [policyRule(1, ['carla']), policyRule(2, ['davi'], 1_000_000), policyRule(3, ['eva'], 5_000_000)]

export interface DecisionRow {
  readonly id: string
  readonly place: number
  readonly type: string
  readonly by: string
  readonly subject: string
  readonly accepted: boolean
  readonly reason: string
  readonly content: JsonObject | null
}

/**
 * A list of requests on a real Postgres, its people writing through the journal as the server would write for them, and any
 * number of loops that decide. Documents here are what all people have: everybody is always in sync but for who says so.
 */
export class Scene {
  readonly list = new Y.Doc()
  readonly details = new Map<string, Y.Doc>()
  readonly people: Readonly<Record<Who, EditContext>>
  readonly database: TestDatabase
  readonly journal: Journal
  readonly listId = '01HLIST00000000000000000AA'
  readonly #records = new Map<string, DocumentRecord>()
  readonly #loops = new Set<DecisionLoop>()
  readonly #journals: Journal[] = []

  private constructor(database: TestDatabase) {
    this.database = database
    this.journal = createJournal(database)
    const entries = Object.keys(roles).map((who, i) => [who, testContext(who, i + 1)])
    this.people = Object.fromEntries(entries) as Record<Who, EditContext>
  }

  static async open(): Promise<Scene> {
    const scene = new Scene(await createTestDatabase())
    const directory = createDirectory(scene.database)
    await directory.createWorkspace({ id: workspaceId, name: 'Teste' })
    for (const [userId, role] of Object.entries(roles))
      await directory.putMember({ userId, workspaceId, name: userId, role, groups: [], active: true })
    await scene.#record(requestsName(scene.listId))
    return scene
  }

  async close(): Promise<void> {
    for (const loop of this.#loops) loop.stop()
    await Promise.all([...this.#loops].map(({ done }) => done))
    await Promise.all([this.journal, ...this.#journals].map((journal) => journal.close()))
    await this.database.drop()
  }

  /** Another process that decides. */
  start(options: Partial<Pick<DecisionLoopOptions, 'point' | 'decisions'>> = {}): DecisionLoop {
    const journal = createJournal(this.database)
    this.#journals.push(journal)
    const loop = startDecisionLoop({
      database: this.database,
      journal,
      checkpoints: createCheckpoints(this.database),
      log: silentLog,
      clientId: randomInt(2, 2 ** 32 - 1),
      ...options,
    })
    this.#loops.add(loop)
    return loop
  }

  async #record(name: string): Promise<DocumentRecord> {
    const known = this.#records.get(name)
    if (known) return known
    const directory = createDirectory(this.database)
    const made = await directory.createDocument({ name: name as never, workspaceId, title: '', createdBy: 'ana' })
    if (!made) throw new Error(`${name} could not be made`)
    this.#records.set(name, made)
    return made
  }

  /** What `edit` changes becomes one row of this person. */
  async write(
    who: string,
    name: string,
    doc: Y.Doc,
    edit: () => void,
    more: Partial<JournalAppend> = {},
  ): Promise<number> {
    const before = Y.encodeStateVector(doc)
    const deletions = JSON.stringify([...Y.snapshot(doc).ds.clients])
    doc.transact(edit)
    if (JSON.stringify([...Y.snapshot(doc).ds.clients]) === deletions && Y.encodeStateAsUpdate(doc, before).length <= 2)
      return 0
    const update = Y.encodeStateAsUpdate(doc, before)
    const { id } = await this.#record(name)
    return (await this.journal.append({ documentId: id, actorId: who, origin: 'client', update, ...more })).seq
  }

  detail(requestId: string): Y.Doc {
    const doc = this.details.get(requestId) ?? new Y.Doc()
    this.details.set(requestId, doc)
    return doc
  }

  async draft(who: Who, cents: number, title = 'Notebooks'): Promise<string> {
    let requestId = ''
    await this.write(who, requestsName(this.listId), this.list, () => {
      requestId = createRequest(this.list, this.people[who], { title }).requestId
    })
    const doc = this.detail(requestId)
    await this.write(who, requestName(this.listId, requestId), doc, () => {
      addItems(doc, this.people[who], [{ description: 'Notebook', quantity: '1', estimate: cents }])
    })
    return requestId
  }

  async reprice(who: Who, requestId: string, cents: number): Promise<void> {
    const doc = this.detail(requestId)
    const [itemId = ''] = itemsMap(doc).keys()
    await this.write(who, requestName(this.listId, requestId), doc, () => {
      setItemField(doc, this.people[who], { itemId, field: 'estimate', value: cents })
    })
  }

  digest(requestId: string): string {
    const content = readContent(this.list, this.detail(requestId), requestId)
    return content ? contentDigest(content) : ''
  }

  /** Leaves an intent about what stands in the ledger and the documents now; `word` says otherwise. @returns its id */
  async say(
    who: Who,
    type: string,
    subject = '',
    word: { readonly args?: object; readonly digest?: string; readonly actor?: string; readonly by?: Who } = {},
  ): Promise<string> {
    const state = subject === '' ? null : await this.state(subject)
    const level = ['', 'pending_a1', 'pending_a2', 'pending_a3'].indexOf(state?.status ?? '-')
    const args = { round: state?.round ?? 0, level, policy: state?.policy ?? 0, ...word.args }
    let id = ''
    await this.write(word.actor ?? who, requestsName(this.listId), this.list, () => {
      const digest = word.digest ?? (subject === '' ? '' : this.digest(subject))
      id = leaveIntent(this.list, this.people[word.by ?? who], {
        type,
        subject,
        digest,
        args: args as DecisionAsk['world'],
      })
    })
    return id
  }

  policy(rules: readonly PolicyRule[] = threeLevels, base = 0): Promise<string> {
    return this.say('ana', 'policy.change', '', { args: { rules, base } })
  }

  async state(requestId: string): Promise<RequestState | null> {
    const { rows } = await this.database.pool.query<{ state: RequestState }>(
      'select state from decision_subject where subject = $1',
      [requestId],
    )
    return rows[0]?.state ?? null
  }

  async decisions(): Promise<readonly DecisionRow[]> {
    const { rows } = await this.database.pool.query<DecisionRow>(
      'select id, place, type, decided_by as by, subject, accepted, reason, content from decision order by place',
    )
    return rows
  }

  /** Every decision as it is read. */
  async audit(): Promise<readonly AuditedDecision[]> {
    const { id } = await this.#record(requestsName(this.listId))
    return createDecisionAudit(this.database).decisions(id, { afterPlace: 0, limit: 500 })
  }

  /** Reasons of the decisions about these intents, in this order. */
  async reasons(...ids: readonly string[]): Promise<readonly (string | undefined)[]> {
    const all = await this.decisions()
    return ids.map((id) => all.find((one) => one.id === id)?.reason)
  }

  /** Resolves when the rows of this request's details are taken in. */
  async detailsTaken(requestId: string): Promise<void> {
    const { id } = await this.#record(requestName(this.listId, requestId))
    const head = (await this.journal.head(id))?.seq ?? 0
    while ((await this.cursor(id)) < head) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  cursor(documentId: number): Promise<number> {
    return createDecisionStore(this.database).cursor(documentId)
  }

  /** Another list of the same workspace. @returns its document */
  async otherList(fill: (documentId: number) => Promise<void>): Promise<number> {
    const { id } = await this.#record(requestsName('01HOTHER0000000000000000AA'))
    await fill(id)
    return id
  }

  /** Resolves when nothing is left to take in, to decide, to tell or to clear away. */
  async quiet(): Promise<void> {
    const store = createDecisionStore(this.database)
    for (;;) {
      const [rows, lists] = [await store.untaken(['requests', 'request']), await store.lists()]
      if (rows.length === 0 && lists.length === 0) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  async document(name: string): Promise<Y.Doc> {
    const doc = new Y.Doc()
    const found = await createDirectory(this.database).documentByName(name as never)
    for (let after = 0; found;) {
      const rows = await this.journal.read(found.id, after)
      for (const row of rows) Y.applyUpdate(doc, row.update)
      const last = rows.at(-1)
      if (!last) break
      after = last.seq
    }
    return doc
  }

  /** Everything that must agree after any crash: tables, ledger, list. */
  async expectAgreement(
    expect: (value: unknown, message: string) => { toEqual: (other: unknown) => void },
  ): Promise<void> {
    const decisions = await this.decisions()
    const places = decisions.map(({ place }) => place)
    expect(places, 'places without gaps').toEqual(places.map((_, i) => i + 1))
    const ledger = createLedgerStore(await this.document(ledgerName(this.listId)))
    for (const one of decisions) {
      const { id, accepted, reason, place } = one
      const told = ledger.outcome(id)
      expect({ id, accepted: told?.accepted, reason: told?.reason, place: told?.place }, `outcome of ${id}`).toEqual({
        id,
        accepted,
        reason,
        place,
      })
    }
    const { rows } = await this.database.pool.query<{ subject: string; view: JsonObject }>(
      'select subject, view from decision_subject order by subject',
    )
    expect(Object.fromEntries(ledger.subjects()), 'subjects').toEqual(
      Object.fromEntries(rows.map(({ subject, view }) => [subject, view])),
    )
    const worlds = await this.database.pool.query<{ state: JsonObject }>('select state from decision_world')
    expect(ledger.rule('policy'), 'policy').toEqual(worlds.rows[0]?.state['policy'])
    const left = readIntents(await this.document(requestsName(this.listId)))
    expect(
      left.map(({ id }) => id),
      'intents left',
    ).toEqual([])
  }
}
