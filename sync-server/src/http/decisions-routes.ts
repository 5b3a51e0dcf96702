import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fault, MutiraoError } from '@mutirao/documents'
import { createDecisionAudit } from '@mutirao/persistence'
import type { AskedDecisions, AuditedDecision, DecisionAudit } from '@mutirao/persistence'
import type { Opened } from '../access/access.ts'
import { decisionExport } from '../history/decision-export.ts'
import { id, named, whole } from './history-routes.ts'
import { callerIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'

const tags = ['decisions']
const query = z.object({
  subject: id.optional(),
  type: z.string().max(80).optional().describe('e.g. `policy.change`'),
  after: whole.default(0).describe('the place of the last decision that is known'),
  limit: z.coerce.number().int().min(1).max(500).default(200),
})
const formats = z.object({ format: z.enum(['json', 'csv']).default('json') })
const types = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const

/** What was decided about a list: for whoever may open it; all of it as a file for those who answer for it. */
export function decisionsRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const audit = createDecisionAudit(parts.database)

  routes.get(
    '/api/documents/:name/decisions',
    { schema: { tags, params: named, querystring: query } },
    async (request, reply) => {
      const { document } = await openedList(parts, request, request.params.name)
      const { subject, type, after, limit } = request.query
      const asked = { afterPlace: after, limit, subject, type: fault('APV-21') ? undefined : type }
      return reply.header('cache-control', 'private, no-store').send(await pageOf(audit, document.id, asked))
    },
  )

  routes.get(
    '/api/documents/:name/decisions/export',
    { schema: { tags, params: named, querystring: formats } },
    async (request, reply) => {
      const { document, actor } = await openedList(parts, request, request.params.name)
      if (actor.role !== 'admin' && actor.role !== 'manager' && !fault('APV-18'))
        throw new MutiraoError('forbidden', 'the audit is for administrators and managers')
      const { format } = request.query
      const members = await parts.directory.membersOf(document.workspaceId)
      const names = new Map(members.map(({ userId, name }) => [userId, name]))
      const file = `${document.name.replace(':', '-')}-decisions.${format}`
      return reply
        .type(types[format])
        .header('content-disposition', `attachment; filename="${file}"`)
        .header('cache-control', 'private, no-store')
        .send(Readable.from(decisionExport(audit, document, format, (userId) => names.get(userId) ?? '')))
    },
  )
}

/** Each decision keeps what it was about, which may be long: a page ends before it is too much to hold, and says where. */
const [perPiece, maxPageLetters] = [10, 4 * 1024 * 1024]

async function pageOf(
  audit: DecisionAudit,
  documentId: Opened['document']['id'],
  { afterPlace, limit, ...which }: AskedDecisions,
): Promise<{ readonly decisions: readonly AuditedDecision[]; readonly next: number | null }> {
  const decisions: AuditedDecision[] = []
  for (let letters = 0; ;) {
    const [after, left] = [decisions.at(-1)?.place ?? afterPlace, limit - decisions.length]
    const piece = await audit.decisions(documentId, { ...which, afterPlace: after, limit: Math.min(perPiece, left) })
    decisions.push(...piece)
    if (piece.length < Math.min(perPiece, left)) return { decisions, next: null }
    letters += JSON.stringify(piece).length
    if (decisions.length === limit || (letters > maxPageLetters && !fault('ATK-22')))
      return { decisions, next: decisions.at(-1)?.place ?? null }
  }
}

/** A list about which things are decided. @throws MutiraoError `not_found` */
async function openedList(parts: Parts, request: FastifyRequest, name: string): Promise<Opened> {
  const opened = await parts.access.openByName(callerIn(request).userId, name)
  if (opened?.parsed.kind !== 'requests') throw new MutiraoError('not_found', 'no such list for this person')
  return opened
}
