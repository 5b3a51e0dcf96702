import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { MutiraoError } from '@mutirao/documents'
import { maxPasswordLength, minPasswordLength } from '../auth/better-auth.ts'
import { createBoard } from '../people/boards.ts'
import { newUlid } from '../people/edit-context.ts'
import { requireOrigin } from './guard.ts'
import { typed } from './parts.ts'
import type { Parts } from './parts.ts'

export const personName = z.string().trim().min(1).max(120)
export const newPassword = z.string().min(minPasswordLength).max(maxPasswordLength)
export const email = z.string().trim().toLowerCase().pipe(z.email()).pipe(z.string().max(254))

const setup = z.object({
  token: z.string().min(16).max(100),
  name: personName,
  email,
  password: newPassword,
  workspaceName: z.string().trim().min(1).max(120),
})

/** The one-time link of a first start without the demo: `/comecar?token=…` asks for this. */
export function setupRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const tags = ['first start']

  routes.get(
    '/api/setup',
    { schema: { tags, querystring: z.object({ token: z.string().max(100) }) } },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send({ valid: await parts.setup.valid(request.query.token) }),
  )

  routes.post('/api/setup', { schema: { tags, body: setup }, bodyLimit: 16_384 }, async (request, reply) => {
    requireOrigin(request, { mustBeSent: false })
    const { token, ...wanted } = request.body
    if (!(await parts.setup.redeem(token))) throw new MutiraoError('forbidden', 'setup token is not valid')
    try {
      return await reply.code(201).send(await begin(parts, wanted))
    } catch (error) {
      await parts.setup.giveBack(token)
      throw error
    }
  })
}

async function begin(parts: Parts, wanted: Omit<z.infer<typeof setup>, 'token'>) {
  const passwordHash = await parts.accounts.hashPassword(wanted.password)
  const person =
    (await parts.accounts.personByEmail(wanted.email)) ??
    (await parts.accounts.createPerson({ name: wanted.name, email: wanted.email, passwordHash }))
  const workspace = await parts.directory.createWorkspace({ id: newUlid(), name: wanted.workspaceName })
  const member = { userId: person.id, workspaceId: workspace.id, name: wanted.name, groups: [], active: true }
  await parts.directory.putMember({ ...member, role: 'admin' })
  await parts.directory.ensureAccountsDocument(workspace.id, person.id)
  await createBoard(parts.directory, parts.engine, {
    workspaceId: workspace.id,
    title: 'Funil comercial',
    userId: person.id,
  })
  return { user: person, workspace: { id: workspace.id, name: workspace.name } }
}
