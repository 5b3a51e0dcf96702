import { MutiraoError, documentSize, fault, isMutiraoError, prepareUpdate } from '@mutirao/documents'
import type { Judge } from '@mutirao/documents'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { Answers } from './answers.ts'
import type { Attached, Outcome } from './attached.ts'
import { questionIn } from './frames.ts'
import type { Question } from './frames.ts'
import { closeCodes } from './socket.ts'
import type { Budgets } from '../submit/budgets.ts'
import type { Pipeline } from '../submit/pipeline.ts'
import type { SyncMetrics } from './types.ts'

export interface IncomingParts {
  readonly pipeline: Pipeline
  readonly answers: Pick<Answers, 'begin'>
  /** What people may ask for. */
  readonly questions: Pick<Budgets, 'take'>
  readonly metrics: SyncMetrics
  readonly log: Logger
  /** Milliseconds. */
  readonly now: () => number
}

/** What happens to sync frames around Hocuspocus' own handling of them. The last two may never reject. */
export interface Incoming {
  /**
   * Answers the frame when it is a question, in the order of the frames; what follows it does not wait for the answer, another
   * question does. Rejects when the question cannot be read: the attach ends.
   */
  beforeMessage(attached: Attached, data: Uint8Array): Promise<void>
  /** Journals the update before Hocuspocus applies and acknowledges it. */
  beforeSync(attached: Attached, type: number, payload: Uint8Array): Promise<void>
  afterHandleMessage(attached: Attached, frameBytes: number): void
}

const allow: Judge = () => ({ kind: 'allow' })
const syncStep1 = 0
const syncStep2 = 1
/** An update of two zero bytes changes nothing. */
const emptyUpdateBytes = 2
/** One more token of the questions' budget per so many structs. */
const structsPerToken = 1_000
/** And one more per so many bytes of the state vector: a made-up one of 8 MiB takes seconds to read. */
const stateBytesPerToken = 1_024

/**
 * How a durable acknowledgement comes out of stock Hocuspocus (SYNC §2): `beforeSync` is awaited before the update is applied
 * and acknowledged, so the row is committed there. A frame that must not be applied as it came finds its connection
 * read-only for the moment, which answers SyncStatus(false); throwing would close the document and poison the client.
 */
export function createIncoming({ pipeline, answers, questions, metrics, log, now }: IncomingParts): Incoming {
  const admit = async (attached: Attached, payload: Uint8Array): Promise<Outcome | null> => {
    const sinceMs = now()
    const { held, actor, judge, claims } = attached
    const admission = await pipeline.admit({
      target: held,
      update: payload,
      actor,
      judge,
      origin: 'client',
      written: (update) => claims.take(update),
      wait: (delayMs) => waitHere(attached, delayMs),
    })
    if (admission.kind === 'unchanged') return null
    if (admission.kind === 'rejected') return { kind: 'refused', refused: admission.refused }
    // With set-backs or parts left out, Hocuspocus must not be the one who applies: nobody may see the state in between.
    const isTaken = admission.refused.length === 0 && admission.reverted.length > 0
    if (isTaken) pipeline.take(admission, originOf(attached))
    return { kind: 'admitted', admitted: admission, isTaken, bytes: payload.length, sinceMs }
  }

  /** What is waited for is not taken once the socket is gone: closing it would be the way around the budget. */
  const waitHere = async ({ socket }: Attached, delayMs: number): Promise<void> => {
    await socket.patience.wait(delayMs)
    if (socket.patience.over) throw new MutiraoError('too_fast')
  }

  const failed = (attached: Attached, error: unknown): Outcome => {
    if (isMutiraoError(error, 'document_gone')) return { kind: 'failed', reason: 'document_gone' }
    if (isMutiraoError(error, 'journal_unavailable')) return { kind: 'failed', reason: 'journal_unavailable' }
    if (isMutiraoError(error, 'too_fast')) return { kind: 'failed', reason: 'too_fast' }
    log.error({ err: error, document: attached.held.record.name }, 'an update could not be taken')
    return { kind: 'refused', refused: [{ path: '', code: 'malformed' }] }
  }

  /** A viewer's handshake that brings nothing new is acknowledged, so that their client can say "saved". */
  const look = (attached: Attached, type: number, payload: Uint8Array): Outcome | null => {
    if (type === syncStep2) {
      // Nobody pays for looking through it: what would have to be is no news that could be acknowledged.
      const prepared = prepareUpdate(attached.held.doc, payload, allow, { ownsClient: () => true, maxSteps: 0 })
      if (prepared.kind === 'unchanged') return null
    }
    return { kind: 'refused', refused: [{ path: '', code: 'read_only' }] }
  }

  const isPassed = (outcome: Outcome | null): boolean =>
    outcome === null || (outcome.kind === 'admitted' && outcome.admitted.refused.length === 0)

  const afterAdmitted = (attached: Attached, outcome: Extract<Outcome, { kind: 'admitted' }>): void => {
    const { admitted, isTaken, bytes, sinceMs } = outcome
    if (!isTaken) {
      if (admitted.refused.length > 0) pipeline.take(admitted, originOf(attached))
      else pipeline.settle(admitted)
    }
    metrics.edit?.(now() - sinceMs, bytes)
    if (admitted.reverted.length > 0) metrics.reverted?.(admitted.reverted.length)
    attached.resynced()
    attached.tellReverted(admitted.reverted)
    tellRefused(attached, admitted.refused)
  }

  const tellRefused = (attached: Attached, refused: Extract<Outcome, { kind: 'refused' }>['refused']): void => {
    attached.tellRefused(refused)
    for (const { code } of refused) metrics.refused?.(code)
    if (refused.some(({ code }) => code === 'malformed')) attached.socket.strike()
    if (refused.some(({ code }) => code === 'unknown_dependency')) attached.resync()
  }

  /** An answer may cost the whole document: whoever asks again and again waits, whatever the number of their sockets. */
  const throttleQuestion = async ({ held, person, socket }: Attached, stateBytes: number): Promise<void> => {
    const reading = fault('ATK-3') ? 0 : stateBytes / stateBytesPerToken
    const waitMs = questions.take(person.userId, 1 + documentSize(held.doc).structs / structsPerToken + reading)
    if (waitMs > 0 && !fault('SYN-35')) await socket.patience.wait(waitMs)
  }

  const answer = async (attached: Attached, { stateVector, isReply }: Question): Promise<void> => {
    await throttleQuestion(attached, stateVector.length)
    await attached.answer?.done
    if (attached.isOpen)
      attached.answer = answers.begin(
        attached,
        readQuestion(() => Y.decodeStateVector(stateVector)),
        !isReply,
      )
  }

  return {
    beforeMessage(attached, data) {
      const question = readQuestion(() => questionIn(data))
      return question ? answer(attached, question) : Promise.resolve()
    },
    async beforeSync(attached, type, payload) {
      if (type === syncStep1) {
        if (fault('SYN-40') || fault('SYN-42')) return throttleQuestion(attached, payload.length)
        // Questions are answered in `beforeMessage`: this one was written so that it is not seen there, to get all in one go.
        throw new BrokenHandshake()
      }
      if (payload.length <= emptyUpdateBytes) return
      await attached.socket.throttle(payload.length)
      const settled = attached.write
        ? await hurried(admit(attached, payload)).catch((error: unknown) => failed(attached, error))
        : look(attached, type, payload)
      attached.outcome = settled
      attached.connection.readOnly = !isPassed(settled) && !(fault('SYN-4') && isMalformed(settled))
      // Hocuspocus would read the broken bytes of a handshake itself: answer and leave.
      if (type !== syncStep2 || !isMalformed(settled)) return
      attached.tellNotTaken()
      throw new BrokenHandshake()
    },
    afterHandleMessage(attached, frameBytes) {
      attached.socket.handled(attached.address, frameBytes)
      const { outcome } = attached
      attached.outcome = null
      attached.connection.readOnly = !attached.write
      if (outcome?.kind === 'admitted') afterAdmitted(attached, outcome)
      if (outcome?.kind === 'refused') tellRefused(attached, outcome.refused)
      if (outcome?.kind === 'failed') attached.close(outcome.reason)
    },
  }
}

function readQuestion<T>(read: () => T): T {
  try {
    return read()
  } catch {
    // lib0 throws at the end of the bytes.
    throw new BrokenHandshake()
  }
}

const originOf = ({ connection }: Attached): object => ({ source: 'connection', connection })

const isMalformed = (outcome: Outcome | null): boolean =>
  outcome?.kind === 'refused' && outcome.refused.some(({ code }) => code === 'malformed')

/** Named fault SYN-5: an outage that becomes a refusal. */
function hurried<T>(admission: Promise<T>): Promise<T> {
  if (!fault('SYN-5')) return admission
  const tooLate = (_resolve: unknown, reject: (error: Error) => void): void =>
    void setTimeout(() => reject(new Error('the journal is slow')), 100)
  return Promise.race([admission, new Promise<T>(tooLate)])
}

/** Ends the attach with the close reason `update_required`: bytes that are no update come from a client we do not know. */
class BrokenHandshake extends Error {
  readonly code = closeCodes.update_required
  readonly reason = 'update_required'
  // Hocuspocus prints it; where it came from says nothing.
  override readonly stack = 'a client sent a handshake that is no update'
}
