import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { MutiraoError, errorCatalogue, fault, formatCursor, limits, parseCursor } from '@mutirao/documents'
import type { Cursor } from '@mutirao/documents'
import type { DocumentRecord } from '@mutirao/persistence'
import type { Opened } from '../access/access.ts'
import type { SubmitResult } from '../sync/types.ts'
import type { CallBudget } from './call-budget.ts'
import { errorBody, languageOf } from './errors.ts'
import { callerIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'
import { etagOf, matches, planPull, pullBody } from './pull.ts'
import { createPushLimit } from './push-limit.ts'
import { servableEnd } from './servable-end.ts'
import { SharedCheckpoints } from './shared-checkpoints.ts'

const path = '/api/documents/:name/updates'
const params = z.object({ name: z.string().min(1).max(200) })
const tags = ['sync']
/** How long a push waits for the journal before the caller is told to come back (it may still be taken; sending it again is harmless). */
const pushDeadlineMs = 10_000

/** Sync without a socket: rows after a cursor, one update in (CONTRACT "Sync over HTTP"). */
export function updatesRoutes(app: FastifyInstance, parts: Parts, calls: CallBudget): void {
  const routes = typed(app)
  const pushLimit = createPushLimit()
  const checkpoints = new SharedCheckpoints(parts.checkpoints)
  const querystring = z.object({ after: z.string().max(40).optional() })

  routes.get(path, { schema: { tags, params, querystring } }, async (request, reply) =>
    pull(
      { parts, calls, checkpoints },
      request,
      reply,
      await opened(parts, request, request.params.name),
      request.query.after,
    ),
  )

  app.register(async (binary) => {
    binary.removeAllContentTypeParsers()
    binary.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    const push = { schema: { tags, params }, bodyLimit: limits.maxMessageBytes * (fault('HTT-22') ? 2 : 1) }
    typed(binary).post(path, push, async (request, reply) => {
      const document = await opened(parts, request, request.params.name)
      const update = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array()
      return answer(request, reply, await submit(parts, document, update, pushLimit))
    })
  })
}

async function opened(parts: Parts, request: FastifyRequest, name: string): Promise<Opened> {
  const found = await parts.access.openByName(callerIn(request).userId, name)
  if (!found) throw new MutiraoError('not_found', 'no such document for this person')
  return found
}

interface PullParts {
  readonly parts: Parts
  readonly calls: CallBudget
  readonly checkpoints: SharedCheckpoints
}

async function pull(
  { parts, calls, checkpoints }: PullParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { document, parsed, actor, write }: Opened,
  rawAfter: string | undefined,
): Promise<FastifyReply> {
  const after = rawAfter === undefined ? null : parseCursor(rawAfter)
  if (rawAfter !== undefined && after === null) throw new MutiraoError('invalid_request', 'after is not <epoch>-<seq>')
  await parts.beforeLoad(document, parsed)
  parts.metrics.attached()
  const head = await parts.journal.head(document.id)
  if (!head) throw new MutiraoError('document_gone')
  const plan = planPull(after, head)
  const unchanged = (end: Cursor): boolean => matches(request.headers['if-none-match'], etagOf(end))
  // The common case first, at the cost of one index look-up: nothing moved.
  const end = unchanged(head) ? head : await endFor(parts, document, plan.fromSeq, head)
  if (!unchanged(end)) calls.spendRows(actor.userId, end.seq - plan.fromSeq)
  void reply
    .header('x-cursor', formatCursor(end))
    .header('x-access', write || fault('HTT-26') ? 'write' : 'read')
    .header('etag', etagOf(end))
    .header('cache-control', 'private, no-cache')
  if (unchanged(end)) return reply.code(304).send()
  parts.metrics.realtime.read(false)
  if (plan.reset) void reply.header('x-reset', '1')
  const body = pullBody(parts.journal, checkpoints, document.id, { ...plan, end })
  return reply.type('application/octet-stream').send(Readable.from(body))
}

async function endFor(parts: Parts, document: DocumentRecord, fromSeq: number, head: Cursor): Promise<Cursor> {
  const settled = Math.max(fromSeq, (await parts.checkpoints.latestSeq(document.id)) ?? 0)
  const end = await servableEnd(parts.database.pool, document.id, settled, head)
  if (end.seq < head.seq) {
    // Whoever loads the document makes the missing set-back; this caller gets it with the next pull.
    parts.engine
      .read(document.name, () => undefined)
      .catch((error: unknown) =>
        parts.log.warn({ err: error, document: document.name }, 'could not settle a marked row'),
      )
  }
  return end
}

async function submit(
  parts: Parts,
  { document, actor, write }: Opened,
  update: Uint8Array,
  pushLimit: ReturnType<typeof createPushLimit>,
): Promise<SubmitResult> {
  if (!write) throw new MutiraoError('read_only')
  if (update.length === 0) throw new MutiraoError('malformed', 'empty body')
  const retryAfterSeconds = pushLimit.take(actor.userId, update.length)
  if (retryAfterSeconds > 0) throw new MutiraoError('too_fast', undefined, { retryAfterSeconds })
  if (!parts.engine.ready().ok) throw comeBack()
  const taken = parts.engine.submitUpdate(document.name, update, actor, { origin: 'client' })
  return deadline(taken, pushDeadlineMs)
}

/** The journal is away, now or for too long. */
const comeBack = (): MutiraoError =>
  new MutiraoError(fault('HTT-13') ? 'internal' : 'journal_unavailable', undefined, { retryAfterSeconds: 5 })

async function deadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(comeBack()), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}

/**
 * 200 when all was taken. When parts were left out the rest stands in the journal all the same: the error answer says
 * which, and carries the cursor.
 */
function answer(request: FastifyRequest, reply: FastifyReply, result: SubmitResult): FastifyReply {
  if (result.kind === 'refused') throw new MutiraoError(result.code)
  const language = languageOf(request.headers['accept-language'])
  const cursor = formatCursor(result.cursor)
  const reverted = (result.kind === 'taken' ? result.reverted : []).map((part) => ({
    ...part,
    message: errorCatalogue.forbidden[language],
  }))
  const refused = result.kind === 'taken' ? result.refused : []
  void reply.header('x-cursor', cursor)
  const first = refused[0]
  if (!first || fault('HTT-11')) return reply.send({ cursor, reverted })
  const error = new MutiraoError(first.code)
  return reply
    .code(errorCatalogue[first.code].status)
    .send({ ...errorBody(error, language), cursor, reverted, refused })
}
