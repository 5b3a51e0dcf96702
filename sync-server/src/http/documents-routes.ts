import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { MutiraoError, fault, formatCursor } from '@mutirao/documents'
import type { Cursor } from '@mutirao/documents'
import type { DocumentRecord, MemberRecord } from '@mutirao/persistence'
import { createPersonLimit } from '../files/person-limit.ts'
import { createBoard } from '../people/boards.ts'
import { createRequestList } from '../people/request-lists.ts'
import { memberIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'

/** Boards and lists of one person; each is a document of its own for ever. */
const newLists = { perSecond: 1, burst: 200 }

const inWorkspace = z.object({ workspace: z.string().min(1).max(64) })
const created = z.object({ kind: z.enum(['board', 'requests']), title: z.string().trim().min(1).max(200) })
const shown = z.object({
  name: z.string(),
  kind: z.string(),
  title: z.string(),
  cursor: z.string(),
  updatedAt: z.number().describe('milliseconds since the epoch'),
  access: z.enum(['read', 'write']),
})

const accessOf = (member: MemberRecord): 'read' | 'write' => (member.role === 'viewer' ? 'read' : 'write')

const listed = (document: DocumentRecord, cursor: Cursor, member: MemberRecord): z.infer<typeof shown> => ({
  name: document.name,
  kind: document.kind,
  title: document.title,
  cursor: formatCursor(cursor),
  updatedAt: document.updatedAtMs,
  access: accessOf(member),
})

/** The list documents of a workspace, new ones, and what moved. */
export function documentsRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const tags = ['documents']
  const path = '/api/workspaces/:workspace/documents'

  routes.get(path, { schema: { tags, params: inWorkspace, response: { 200: z.array(shown) } } }, async (request) => {
    const member = await memberIn(parts, request, request.params.workspace)
    const documents = await parts.directory.listDocuments(member.workspaceId)
    return documents.map((document) => listed(document, document.cursor, member))
  })

  const creations = createPersonLimit(newLists)
  const creating = { tags, params: inWorkspace, body: created, response: { 201: shown } }
  routes.post(path, { schema: creating, bodyLimit: 16_384 }, async (request, reply) => {
    const member = await memberIn(parts, request, request.params.workspace)
    if (accessOf(member) === 'read' && !fault('HTT-5')) throw new MutiraoError('forbidden', 'viewers create nothing')
    const { workspaceId, userId } = member
    const { kind, title } = request.body
    const retryAfterSeconds = creations.take(userId, 1)
    if (retryAfterSeconds > 0 && !fault('ATK-9')) throw new MutiraoError('too_fast', 'new lists', { retryAfterSeconds })
    const create = kind === 'board' ? createBoard : createRequestList
    const made = await create(parts.directory, parts.engine, { workspaceId, title, userId })
    const cursor = await parts.journal.head(made.id)
    if (!cursor) throw new MutiraoError('document_gone')
    await parts.changes.announce({ workspaceId, userId: null })
    return reply.code(201).send(listed(made, cursor, member))
  })

  const since = z.object({ after: z.string().max(2000).optional() })
  const moved = z.object({ heads: z.record(z.string(), z.string()), after: z.string() })
  routes.get(
    '/api/workspaces/:workspace/heads',
    { schema: { tags, params: inWorkspace, querystring: since, response: { 200: moved } } },
    async (request) => {
      const member = await memberIn(parts, request, request.params.workspace)
      const { heads, after } = await parts.journal.workspaceHeads(
        member.workspaceId,
        (fault('HTT-21') ? undefined : request.query.after) ?? null,
      )
      const visible = Object.entries(heads).filter(([name]) => parts.access.sees(member, name))
      return { heads: Object.fromEntries(visible), after }
    },
  )
}
