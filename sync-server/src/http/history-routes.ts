import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fault, groupFacts, MutiraoError } from '@mutirao/documents'
import type { HistoryFact } from '@mutirao/documents'
import { createHistoryReader, kindsWithoutHistory } from '@mutirao/persistence'
import type { HistoryReader } from '@mutirao/persistence'
import type { Opened } from '../access/access.ts'
import { seqOf, shownState, stateAt } from '../history/at.ts'
import { callerIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'

export const named = z.object({ name: z.string().min(1).max(200) })
export const id = z.string().min(1).max(200)
/** Seqs and times in a query: whole numbers that fit, written in digits and nothing else. */
export const whole = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(Number)
  .pipe(z.number().max(Number.MAX_SAFE_INTEGER))
const place = z.string().regex(/^\d{1,15}\.\d{1,9}$/)
const tags = ['history']

/** Values may be any JSON; `before` and `after` are absent when nothing stood (stands) there. */
const json = z.unknown()
const fact = z.object({
  seq: z.number(),
  index: z.number(),
  path: z.array(z.string()),
  kind: z.enum(['set', 'delete', 'insert', 'text']),
  before: json.optional(),
  after: json.optional(),
  text: json.optional(),
  actorId: z.string(),
  origin: z.string(),
  receivedAtMs: z.number(),
  writtenAtMs: z.number().nullable(),
  conflict: json.optional(),
  settled: json.optional(),
  reverted: z.string().optional(),
  reason: z.string().optional(),
})
const group = z.object({
  actorId: z.string(),
  origin: z.string(),
  fromSeq: z.number(),
  toSeq: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  reason: z.string().optional(),
  facts: z.array(fact),
})

const query = z.object({
  entry: id.optional(),
  field: id.optional(),
  actor: id.optional(),
  before: place.optional(),
  after: whole.optional(),
  since: whole.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})
const moment = z.object({ seq: whole.optional(), time: whole.optional() })

/** A document this person may open and that has a history. @throws MutiraoError `not_found` */
export async function openedHere(parts: Parts, request: FastifyRequest, name: string): Promise<Opened> {
  const opened = await parts.access.openByName(callerIn(request).userId, name)
  if (!opened || kindsWithoutHistory.includes(opened.parsed.kind))
    throw new MutiraoError('not_found', 'no such document with a history for this person')
  return opened
}

/**
 * A document whose content this person may change. Somebody who only looks may leave a word in a list of requests, and
 * nothing more. @throws MutiraoError `not_found`, `read_only`
 */
export async function writableHere(parts: Parts, request: FastifyRequest, name: string): Promise<Opened> {
  const opened = await openedHere(parts, request, name)
  const may = opened.write && (opened.actor.role !== 'viewer' || fault('HIS-37'))
  if (!may) throw new MutiraoError('read_only')
  return opened
}

export const parsePlace = (text: string): readonly [number, number] => {
  const [seq, index] = text.split('.').map(Number)
  return [seq ?? 0, index ?? 0]
}

/** What changed, and how it was: for whoever may open the document. */
export function historyRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const reader = createHistoryReader(parts.database)

  const answer = z.object({ groups: z.array(group), next: z.string().nullable(), seq: z.number(), nowMs: z.number() })
  routes.get(
    '/api/documents/:name/history',
    { schema: { tags, params: named, querystring: query, response: { 200: answer } } },
    async (request, reply) => {
      const { document } = await openedHere(parts, request, request.params.name)
      const { entry, field, actor, before, after, since, limit } = request.query
      const seenSeq = since === undefined || fault('AWY-3') ? 0 : await reader.seqAt(document.id, since)
      const asked = {
        entry,
        field,
        actorId: actor,
        before: before ? parsePlace(before) : undefined,
        afterSeq: Math.max(after ?? 0, seenSeq),
        limit,
      }
      const { seq } = await reader.progress(document.id)
      const facts = await reader.facts(document.id, asked)
      void reply.header('cache-control', 'private, no-store')
      return {
        groups: groupFacts(facts) as z.infer<typeof group>[],
        next: nextOf(facts, limit),
        seq,
        nowMs: Date.now(),
      }
    },
  )

  routes.get(
    '/api/documents/:name/at',
    { schema: { tags, params: named, querystring: moment } },
    async (request, reply) => {
      const { document } = await openedHere(parts, request, request.params.name)
      const then = await thenOf(parts, reader, document.id, request.query)
      return reply.header('cache-control', 'private, no-store').send({ ...then, state: shownState(then.state) })
    },
  )

  const whose = z.object({ person: id.optional(), open: z.enum(['true', 'false']).optional() })
  routes.get(
    '/api/documents/:name/conflicts',
    { schema: { tags, params: named, querystring: whose } },
    async (request, reply) => {
      const { document } = await openedHere(parts, request, request.params.name)
      const { person, open } = request.query
      const conflicts = await reader.conflicts(document.id, { person, openOnly: open === 'true' })
      return reply.header('cache-control', 'private, no-store').send({ conflicts })
    },
  )
}

const nextOf = (facts: readonly HistoryFact[], limit: number): string | null => {
  const [oldest] = facts
  return oldest && facts.length === limit && !fault('HIS-20') ? `${oldest.seq}.${oldest.index}` : null
}

/** The document as of the row or time that was asked for. */
export async function thenOf(
  parts: Parts,
  reader: HistoryReader,
  documentId: number,
  asked: z.infer<typeof moment>,
): ReturnType<typeof stateAt> {
  const head = await parts.journal.head(documentId)
  if (!head) throw new MutiraoError('document_gone')
  return stateAt(reader, documentId, await seqOf(reader, documentId, asked, head.seq))
}
