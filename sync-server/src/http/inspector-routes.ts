import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { MutiraoError, documentSize, fault, tombstoneShare } from '@mutirao/documents'
import { createHistoryReader, createNamedMoments } from '@mutirao/persistence'
import type { DocumentRecord, HistoryReader } from '@mutirao/persistence'
import type { Opened } from '../access/access.ts'
import { newestAnchor } from '../history/anchors.ts'
import { writingClients } from '../history/clients.ts'
import { exportBody, exportTypes } from '../history/export.ts'
import { named, openedHere, whole } from './history-routes.ts'
import { typed } from './parts.ts'
import type { Parts } from './parts.ts'

const tags = ['inspector']
const span = z.object({
  buckets: z.coerce.number().int().min(1).max(1000).default(100),
  from: whole.optional(),
  to: whole.optional(),
})

/** `known`: without loading a document for it, which takes as long as its journal is. */
const sized = z.object({ size: z.enum(['exact', 'known']).default('exact') })

/** Nobody reads a longer list. */
const mostClients = 200

/** @throws MutiraoError `forbidden` for everybody but administrators of the document's workspace */
async function inspected(parts: Parts, request: FastifyRequest, name: string): Promise<Opened> {
  const opened = await openedHere(parts, request, name)
  if (opened.actor.role !== 'admin' && !fault('HIS-22')) throw new MutiraoError('forbidden', 'administrators only')
  return opened
}

/** The document inspector: numbers, density, proof and export, for administrators. */
export function inspectorRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const reader = createHistoryReader(parts.database)
  const moments = createNamedMoments(parts.database)
  const noStore = 'private, no-store'

  routes.get(
    '/api/documents/:name/timeline',
    { schema: { tags, params: named, querystring: span } },
    async (request, reply) => {
      const { document } = await inspected(parts, request, request.params.name)
      return reply.header('cache-control', noStore).send(await timelineOf(reader, document.id, request.query))
    },
  )
  routes.get(
    '/api/documents/:name/inspect',
    { schema: { tags, params: named, querystring: sized } },
    async (request, reply) => {
      const { document } = await inspected(parts, request, request.params.name)
      const numbers = await numbersOf(parts, reader, document, request.query.size)
      return reply.header('cache-control', noStore).send(numbers)
    },
  )
  routes.get('/api/documents/:name/verify', { schema: { tags, params: named } }, async (request, reply) => {
    const { document } = await inspected(parts, request, request.params.name)
    const anchor = await newestAnchor(parts.config.dataDir, document.name)
    const { ok, rows, headSeq, broken } = await reader.verify(document.id, anchor?.signed ? anchor : null)
    const told = anchor && { day: anchor.day, seq: anchor.seq, signed: anchor.signed }
    return reply.header('cache-control', noStore).send({ ok, rows, head: headSeq, broken, anchor: told })
  })
  routes.get('/api/documents/:name/clients', { schema: { tags, params: named } }, async (request, reply) => {
    const { document } = await inspected(parts, request, request.params.name)
    return reply.header('cache-control', noStore).send(await writingClients(parts.journal, document.id, mostClients))
  })
  const format = z.object({ format: z.enum(['json', 'csv', 'update']).default('json') })
  routes.get(
    '/api/documents/:name/export',
    { schema: { tags, params: named, querystring: format } },
    async (request, reply) => {
      const { document } = await inspected(parts, request, request.params.name)
      const { type, ending } = exportTypes[request.query.format]
      const file = `${document.name.replace(/[^0-9A-Za-z_-]/g, '-')}.${ending}`
      return reply
        .type(type)
        .header('cache-control', noStore)
        .header('content-disposition', `attachment; filename="${file}"`)
        .send(Readable.from(exportBody(parts.engine, reader, moments, document, request.query.format)))
    },
  )
}

async function timelineOf(reader: HistoryReader, documentId: number, { buckets, from, to }: z.infer<typeof span>) {
  const whole = await reader.span(documentId)
  const fromMs = from ?? whole?.fromMs ?? 0
  const toMs = Math.max(fromMs, to ?? whole?.toMs ?? 0)
  const bucketMs = Math.max(1, Math.ceil((toMs - fromMs + 1) / buckets))
  const counted = await reader.timeline(documentId, { fromMs, toMs, bucketMs })
  const people = new Map<string, number>()
  for (const { actorId, facts } of counted) people.set(actorId, (people.get(actorId) ?? 0) + facts)
  const byBucket = Map.groupBy(counted, ({ bucket }) => bucket)
  return {
    fromMs,
    toMs,
    bucketMs,
    facts: [...people.values()].reduce((sum, facts) => sum + facts, 0),
    buckets: [...byBucket].map(([bucket, own]) => ({
      atMs: fromMs + bucket * bucketMs,
      people: Object.fromEntries(own.map(({ actorId, facts }) => [actorId, facts])),
    })),
    people: [...people].map(([id, facts]) => ({ id, facts })).sort((a, b) => b.facts - a.facts),
    moments: await reader.moments(documentId),
  }
}

/** What only the loaded document tells. */
function sizeOf({ engine }: Parts, name: string, wanted: 'exact' | 'known') {
  if (wanted === 'known' && engine.sizeOf(name) === null && !fault('HIS-49'))
    return { structs: null, units: null, tombstoneShare: null }
  return engine.read(name, (doc) => ({ ...documentSize(doc), tombstoneShare: tombstoneShare(doc) }))
}

async function numbersOf(parts: Parts, reader: HistoryReader, document: DocumentRecord, wanted: 'exact' | 'known') {
  const [numbers, progress, checkpointSeq, open, size] = await Promise.all([
    reader.numbers(document.id),
    reader.progress(document.id),
    parts.checkpoints.latestSeq(document.id),
    reader.conflicts(document.id, { openOnly: true }),
    sizeOf(parts, document.name, wanted),
  ])
  const { rows, bytes, bytesPerDay, clients, oldestDueMs, segments } = numbers
  return {
    name: document.name,
    kind: document.kind,
    seq: rows,
    derivedSeq: progress.seq,
    lagMs: oldestDueMs === null ? 0 : Math.max(0, Date.now() - oldestDueMs),
    rows,
    bytes,
    bytesPerDay,
    segments,
    facts: progress.facts,
    clients,
    structs: size.structs,
    units: size.units,
    tombstoneShare: size.tombstoneShare,
    openConflicts: open.length,
    memory: parts.engine.sizeOf(document.name),
    connected: parts.engine.readers(document.name),
    checkpoint: checkpointSeq === null ? null : { seq: checkpointSeq },
    stuck: progress.failures > 0 ? { failures: progress.failures, error: progress.error } : null,
  }
}
