import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { MutiraoError, fault, longestMomentName, momentName, ulid } from '@mutirao/documents'
import { createHistoryReader, createNamedMoments } from '@mutirao/persistence'
import type { NamedMoment } from '@mutirao/persistence'
import type { Opened } from '../access/access.ts'
import { seqOf } from '../history/at.ts'
import { id, named, openedHere, writableHere } from './history-routes.ts'
import { typed } from './parts.ts'
import type { Parts } from './parts.ts'

const tags = ['history']
const whole = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
/** Read by `nameIn`: what it may not hold is taken out, not refused. */
const title = z
  .string()
  .min(1)
  .max(longestMomentName * 2)
const moment = z.object({
  id: z.string(),
  name: z.string(),
  seq: z.number(),
  atMs: z.number(),
  by: z.string(),
  createdAtMs: z.number(),
})
const list = z.object({ moments: z.array(moment) })
const wish = z
  .object({ name: title, seq: whole.optional(), time: whole.optional() })
  .refine(({ seq, time }) => (seq === undefined) !== (time === undefined), 'seq or time')
const which = z.object({ name: id, id })

/** @throws MutiraoError `invalid_request` when nothing of it can be seen, or it is too long */
function nameIn(text: string): string {
  const name = momentName(text)
  if (name === null) throw new MutiraoError('invalid_request', `name: 1 to ${longestMomentName} visible characters`)
  return name
}

/** Moments of a document that people gave a name: read by whoever may open it, named by whoever may write it. */
export function namedMomentsRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const moments = createNamedMoments(parts.database)
  const reader = createHistoryReader(parts.database)
  const noStore = 'private, no-store'

  routes.get(
    '/api/documents/:name/named-moments',
    { schema: { tags, params: named, response: { 200: list } } },
    async (request, reply) => {
      const { document } = await openedHere(parts, request, request.params.name)
      void reply.header('cache-control', noStore)
      return { moments: await moments.of(document.id) }
    },
  )

  routes.post(
    '/api/documents/:name/named-moments',
    { schema: { tags, params: named, body: wish, response: { 201: moment } } },
    async (request, reply) => {
      const { document, actor } = await writableHere(parts, request, request.params.name)
      const head = await parts.journal.head(document.id)
      const seq = await seqOf(reader, document.id, request.body, head?.seq ?? 0)
      const atMs = await reader.rowTime(document.id, seq)
      if (atMs === null) throw new MutiraoError('not_found', 'nothing had been written at that moment')
      const fresh = {
        id: ulid(Date.now(), randomBytes(16)),
        name: nameIn(request.body.name),
        seq,
        atMs,
        by: actor.userId,
      }
      const made = await moments.add(document.id, fresh)
      if (!made)
        throw new MutiraoError('invalid_request', 'name: this document has as many named moments as it may have')
      return reply.status(201).send(made)
    },
  )

  routes.patch(
    '/api/documents/:name/named-moments/:id',
    { schema: { tags, params: which, body: z.object({ name: title }) } },
    async (request, reply) => {
      const { document } = await changeable(request)
      await moments.rename(document.id, request.params.id, nameIn(request.body.name))
      return reply.status(204).send()
    },
  )

  routes.delete(
    '/api/documents/:name/named-moments/:id',
    { schema: { tags, params: which } },
    async (request, reply) => {
      const { document } = await changeable(request)
      await moments.remove(document.id, request.params.id)
      return reply.status(204).send()
    },
  )

  /** @throws MutiraoError `not_found`; `forbidden` for everybody but whoever named it and administrators */
  async function changeable(request: FastifyRequest): Promise<Opened & { readonly moment: NamedMoment }> {
    const { name, id: wanted } = request.params as z.infer<typeof which>
    const opened = await writableHere(parts, request, name)
    const found = (await moments.of(opened.document.id)).find((one) => one.id === wanted)
    if (!found) throw new MutiraoError('not_found', 'no such moment')
    const { userId, role } = opened.actor
    if (role !== 'admin' && found.by !== userId && !fault('HIS-32'))
      throw new MutiraoError('forbidden', 'only whoever named it and administrators')
    return { ...opened, moment: found }
  }
}
