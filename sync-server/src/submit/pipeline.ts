import {
  fault,
  isEmptyUpdate,
  kinds,
  maxPlacingSteps,
  prepareUpdate,
  refreshReverts,
  setBack,
} from '@mutirao/documents'
import type { Actor, JsonValue, Judge, Prepared, RefusalCode, Revert, SetBack, WrittenRange } from '@mutirao/documents'
import type { Appended, Journal, JournalAppend, JournalOrigin } from '@mutirao/persistence'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import { writeNote } from './marks.ts'
import type { Budgets } from './budgets.ts'
import { createAsking } from './asking.ts'
import { createOwnership } from './ownership.ts'
import type { NewClients, Wait } from './ownership.ts'
import { serverActor } from './target.ts'
import type { SubmitTarget } from './target.ts'
import type { Patience } from './limits.ts'

/** Somebody's update on its way in. `judge` is the kind's judge for this person and document. */
export interface Submission {
  readonly target: SubmitTarget
  readonly update: Uint8Array
  readonly actor: Actor
  readonly judge: Judge
  readonly origin: JournalOrigin
  /** Claims about when the structs of this update were written. */
  readonly written?: (update: Uint8Array) => readonly WrittenRange[]
  /** Stands in the note of the row. */
  readonly note?: { readonly [key: string]: JsonValue } | undefined
  /** Asked when the person has brought too much. */
  readonly wait: Wait
}

export interface RefusedPath {
  readonly path: string
  readonly code: RefusalCode
}
export interface RevertedPath {
  readonly path: string
  readonly rule: string
}

type Ready = Extract<Prepared, { kind: 'ready' }>
type Looked = Exclude<Prepared, { kind: 'costly' }>

/** Journalled, not yet applied: call `take` (or apply it yourself and call `settle`) in any case, exactly once. */
export interface Admitted {
  readonly kind: 'admitted'
  readonly submission: Submission
  readonly prepared: Ready
  readonly appended: Appended
  /** Left out of what was journalled: the submitted bytes must not be applied, `prepared.update` must. */
  readonly refused: readonly RefusedPath[]
  /** Accepted and set back when applied. */
  readonly reverted: readonly RevertedPath[]
  readonly release: () => void
}

export type Admission =
  | Admitted
  | { readonly kind: 'unchanged' }
  /** Nothing was journalled. */
  | { readonly kind: 'rejected'; readonly refused: readonly RefusedPath[] }

export interface PipelineOptions {
  readonly journal: Pick<Journal, 'append' | 'clientOwner'>
  readonly newClients: NewClients
  /** What people may bring that takes long to place; so many steps of an update cost nothing. */
  readonly placing: { readonly budgets: Pick<Budgets, 'take'>; readonly freePerUpdate: number }
  /** What people may ask to be decided: each takes its turn in the database, before everybody's behind it. */
  readonly intents: Pick<Budgets, 'take'>
  readonly log: Logger
  /** Ended when the server closes: nothing is retried any more. */
  readonly patience: Patience
  /** Called for every row that was journalled. */
  readonly onRow?: () => void
}

/**
 * The one way into the journal (DESIGN §3). `admit` decides and journals, `take` applies what was admitted and sets back what
 * was not allowed; a WebSocket connection does the two around Hocuspocus' own apply, everybody else calls `submit`.
 */
export interface Pipeline {
  /** Rejects with MutiraoError `document_gone`, `journal_unavailable` (closing), `internal` or what `wait` does; waits while the journal is away. */
  admit(submission: Submission): Promise<Admission>
  /** Applies and sets back in one turn, as one update for the readers. `origin` is the Yjs transaction origin. */
  take(admitted: Admitted, origin: unknown): void
  /** For admitted updates without reverts whose bytes the caller has applied. */
  settle(admitted: Admitted): void
  /** A row that changes nothing and says something: what its note says. Rejects like `admit`. */
  remark(submission: Pick<Submission, 'target' | 'actor' | 'origin' | 'note'>): Promise<Appended>
  /** Sets back, and journals that the marked rows `of` are settled. For whoever meets an unsettled mark (SUB-9). */
  setBackFor(target: SubmitTarget, of: readonly number[], reverts: readonly Revert[]): void
}

const joined = (path: readonly string[]): string => path.join('/')

export function createPipeline(options: PipelineOptions): Pipeline {
  const { journal, newClients, placing, intents, log, patience, onRow } = options
  const ownership = createOwnership(journal, newClients, log, patience)

  const prepare = ({ target, update, judge, actor }: Submission, maxSteps: number): Prepared =>
    prepareUpdate(target.doc, update, target.full ? onlyDeletions(judge) : judge, {
      ownsClient: (clientId) => (target.owners.get(clientId) ?? actor.userId) === actor.userId || fault('SUB-5'),
      forbiddenClients: target.serverClients.forbidden,
      maxSteps,
    })

  /**
   * Looking for what an update costs costs as much: who owes nothing may be looked at to the end, and pays for the looking,
   * taken or not, in the same turn.
   */
  const prepareCostly = async (submission: Submission): Promise<Looked> => {
    const { actor, wait } = submission
    const { budgets } = placing
    for (let waitMs = budgets.take(actor.userId, 0); waitMs > 0 && !fault('ATK-18');) {
      await wait(waitMs)
      waitMs = budgets.take(actor.userId, 0)
    }
    const prepared = prepare(submission, maxPlacingSteps)
    budgets.take(actor.userId, prepared.kind === 'ready' ? prepared.steps : maxPlacingSteps)
    return prepared.kind === 'costly' ? { kind: 'rejected', code: 'malformed' } : prepared
  }

  /** Like `prepare`, once it is known whose client ids these are and what other processes have written. */
  const prepareKnown = async (submission: Submission): Promise<Looked> => {
    const { target, actor, wait } = submission
    const asking = createAsking(intents, actor.userId, wait)
    let caughtUp = fault('SUB-6')
    for (;;) {
      const cheap = prepare(submission, placing.freePerUpdate)
      const prepared = cheap.kind === 'costly' ? await prepareCostly(submission) : cheap
      if (!caughtUp && mayBeBehind(prepared)) {
        caughtUp = true
        await target.catchUp()
        continue
      }
      if (prepared.kind !== 'ready') return prepared
      const unknown = prepared.clients.filter((clientId) => !target.owners.has(clientId))
      if (unknown.length > 0) await ownership.learn(target, unknown, actor.userId, wait)
      else if (!(await asking.pay(prepared.changes))) return prepared
    }
  }

  const admit = async (submission: Submission): Promise<Admission> => {
    const prepared = await prepareKnown(submission)
    if (prepared.kind === 'unchanged') return prepared
    if (prepared.kind === 'rejected') {
      if (fault('SUB-4') && prepared.code === 'malformed') await journalGarbage(submission)
      return { kind: 'rejected', refused: [{ path: '', code: prepared.code }] }
    }
    // Nothing but forbidden deletions: leaving them out leaves nothing.
    if (isEmptyUpdate(prepared.update)) return { kind: 'rejected', refused: prepared.refused }
    return journalled(submission, prepared)
  }

  const journalled = async (submission: Submission, prepared: Ready): Promise<Admitted> => {
    const { target, actor, origin } = submission
    const release = target.hold()
    try {
      const entry = {
        documentId: target.documentId,
        actorId: actor.userId,
        origin,
        update: isRaw(prepared) ? submission.update : prepared.update,
        note: writeNote({
          reverted: fault('SUB-8') ? [] : prepared.reverts,
          written: fault('SUB-11') ? [] : (submission.written?.(prepared.update) ?? []),
          more: submission.note,
        }),
        clients: prepared.clients,
      }
      const appended = fault('SUB-1') ? appendUnawaited(entry, target) : await journal.append(entry)
      onRow?.()
      return {
        kind: 'admitted',
        submission,
        prepared,
        appended,
        refused: prepared.refused,
        reverted: toldReverts(prepared),
        release,
      }
    } catch (error) {
      release()
      throw error
    }
  }

  /** Named fault SUB-4: refused, and in the journal all the same. */
  const journalGarbage = ({ target, actor, origin }: Submission): Promise<Appended> =>
    journal.append({ documentId: target.documentId, actorId: actor.userId, origin, update: emptyUpdate })

  /** Named fault SUB-1: an acknowledgement before the commit. */
  const appendUnawaited = (entry: JournalAppend, target: SubmitTarget): Appended => {
    // Nobody waits: that is the fault.
    void journal.append(entry).catch((error: unknown) => log.error({ err: error }, 'an edit was not journalled'))
    const { epoch, seq } = target.cursor()
    return { epoch, seq: seq + 1, receivedAtMs: 0 }
  }

  /** What to set back, with the values as they stand now: others may have written since the update was judged. */
  const revertsNow = ({ submission, prepared }: Admitted): readonly Revert[] =>
    refreshReverts(submission.target.doc, prepared.reverts)

  const complete = (admitted: Admitted, reverts: readonly Revert[]): void => {
    const { submission, prepared, appended, release } = admitted
    const { target, actor } = submission
    try {
      target.applied(appended.seq)
      const completions = fault('SUB-10') ? [] : kinds[target.parsed.kind].complete(target.doc, prepared.changes, actor)
      const marked = prepared.reverts.length > 0 ? [appended.seq] : []
      if (marked.length > 0 || completions.length > 0) putBack(target, marked, reverts, completions)
    } finally {
      release()
    }
  }

  const putBack = (
    target: SubmitTarget,
    of: readonly number[],
    reverts: readonly Revert[],
    completions: readonly SetBack[],
  ): void => {
    const update = asServer(target, () => setBack(target.doc, [...reverts, ...completions]))
    // A marked row is settled by a row even when nothing had to change: its readers wait for it.
    if (!update && of.length === 0) return
    const note = writeNote({
      of,
      reverted: reverts.map(({ path, rule }) => ({ path, rule })),
      completed: completions.map(({ path }) => path),
    })
    journalOwn(target, update ?? emptyUpdate, note)
  }

  const journalOwn = (target: SubmitTarget, update: Uint8Array, note: ReturnType<typeof writeNote>): void => {
    const release = target.hold()
    const entry = { documentId: target.documentId, actorId: serverActor, origin: 'revert' as const, update, note }
    // Not awaited: the row it settles is durable, and whoever finds that one unsettled makes the set-back again.
    void journal
      .append({ ...entry, clients: isEmptyUpdate(update) ? [] : [target.serverClients.setBack] })
      .then(({ seq }) => {
        onRow?.()
        target.applied(seq)
      })
      .catch((error: unknown) =>
        log.warn({ err: error, document: target.parsed.name }, 'a set-back was not journalled'),
      )
      .finally(release)
  }

  return {
    admit,
    take(admitted, origin) {
      const reverts = revertsNow(admitted)
      admitted.submission.target.merged(() => {
        Y.applyUpdate(admitted.submission.target.doc, admitted.prepared.update, origin)
        complete(admitted, reverts)
      })
    },
    settle: (admitted) => complete(admitted, []),
    remark: async ({ target, actor, origin, note }) => {
      const release = target.hold()
      try {
        const entry = { documentId: target.documentId, actorId: actor.userId, origin, update: emptyUpdate }
        const appended = await journal.append({ ...entry, note: writeNote({ more: note }) })
        onRow?.()
        target.applied(appended.seq)
        return appended
      } finally {
        release()
      }
    },
    setBackFor: (target, of, reverts) => {
      if (!fault('SUB-9')) putBack(target, of, reverts, [])
    },
  }
}

/**
 * Whether the answer could be another one once the document has every row of the journal. An update names whatever its author
 * knows to be deleted: what the worker, or a person at another process, has deleted and this document has not heard of yet
 * would look like the author's own deletion (SUB-16).
 */
const mayBeBehind = (prepared: Prepared): boolean =>
  prepared.kind === 'rejected'
    ? prepared.code !== 'malformed'
    : prepared.kind === 'ready' && prepared.refused.length + prepared.reverts.length > 0 && !fault('SUB-16')

/** The judge of a full document: nothing comes in, not even in place of something else. */
const onlyDeletions =
  (judge: Judge): Judge =>
  (change, before) =>
    change.op === 'delete' ? judge(change, before) : { kind: 'refuse', code: 'document_full' }

/** Named faults: the bytes as they came, with what is known already (SUB-2) or with what nobody may write (SUB-3). */
const isRaw = ({ refused }: Ready): boolean => (refused.length > 0 ? fault('SUB-3') : fault('SUB-2'))

/** What a refused part had already displaced is put back too, but the author hears of it as refused. */
function toldReverts({ reverts, refused }: Ready): readonly RevertedPath[] {
  const told = new Set(refused.map(({ path }) => path))
  return reverts.map(({ path, rule }) => ({ path: joined(path), rule })).filter(({ path }) => !told.has(path))
}

const emptyUpdate = Uint8Array.of(0, 0)

/** Local changes of `run` carry the process's own client id for set-backs, not the document's random one. */
function asServer<T>(target: SubmitTarget, run: () => T): T {
  const { doc } = target
  const usual = doc.clientID
  doc.clientID = target.serverClients.setBack
  try {
    return run()
  } finally {
    doc.clientID = usual
  }
}
