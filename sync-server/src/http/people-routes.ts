import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { MutiraoError, fault, roles } from '@mutirao/documents'
import type { MemberRecord } from '@mutirao/persistence'
import { addMember, changeMember } from '../people/members.ts'
import { callerIn, memberIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'
import { email, newPassword, personName } from './setup-routes.ts'

const id = z.string().min(1).max(64)
const role = z.enum(roles)
const groups = z.array(z.string().trim().min(1).max(60)).max(50)

const shown = ({ userId, name, role: has, groups: member, active }: MemberRecord) => ({
  id: userId,
  name,
  role: has,
  groups: member,
  active,
})

/** Who am I, who else is here, and what administrators change about it. */
export function peopleRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const tags = ['people']

  routes.get('/api/me', { schema: { tags } }, async (request, reply) => {
    const { userId } = callerIn(request)
    const [person, memberships] = await Promise.all([
      parts.accounts.person(userId),
      parts.directory.membershipsOf(userId),
    ])
    if (!person) throw new MutiraoError('unauthenticated')
    return reply.header('cache-control', 'no-store').send({
      user: person,
      workspaces: memberships.map((one) => ({
        id: one.workspaceId,
        name: one.workspaceName,
        role: one.role,
        groups: one.groups,
      })),
    })
  })

  const changed = z.object({ current: z.string().min(1).max(1024), next: newPassword })
  routes.post('/api/me/password', { schema: { tags, body: changed } }, async (request, reply) => {
    await parts.accounts.changePassword(callerIn(request), request.body)
    return reply.code(204).header('cache-control', 'no-store').send()
  })

  const inWorkspace = z.object({ workspace: id })
  routes.get('/api/workspaces/:workspace/members', { schema: { tags, params: inWorkspace } }, async (request) => {
    const { workspaceId } = await memberIn(parts, request, request.params.workspace)
    return (await parts.directory.membersOf(workspaceId)).map(shown)
  })

  const added = z.object({ name: personName, email, password: newPassword, role, groups: groups.default([]) })
  routes.post(
    '/api/workspaces/:workspace/members',
    { schema: { tags, params: inWorkspace, body: added } },
    async (request, reply) => {
      const { workspaceId } = requireAdmin(await memberIn(parts, request, request.params.workspace))
      return reply.code(201).send(shown(await addMember(parts, parts.accounts, workspaceId, request.body)))
    },
  )

  const patch = z
    .object({ role: role.optional(), active: z.boolean().optional(), groups: groups.optional() })
    .refine((body) => Object.keys(body).length > 0, 'nothing to change')
  routes.patch(
    '/api/workspaces/:workspace/members/:user',
    { schema: { tags, params: z.object({ workspace: id, user: id }), body: patch } },
    async (request) => {
      const { workspaceId } = requireAdmin(await memberIn(parts, request, request.params.workspace))
      return shown(await changeMember(parts, workspaceId, request.params.user, request.body))
    },
  )
}

function requireAdmin(member: MemberRecord): MemberRecord {
  if (member.role !== 'admin' && !fault('ACC-15')) throw new MutiraoError('forbidden', 'administrators only')
  return member
}
