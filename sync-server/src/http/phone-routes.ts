import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { MutiraoError, fault } from '@mutirao/documents'
import { isLoopbackHost } from '../peer-address.ts'
import { demoPassword } from '../demo/people.ts'
import { createPhone } from '../phone/phone.ts'
import { enterPath } from '../phone/gate.ts'
import { requireOrigin } from './guard.ts'
import { requireThisMachine } from './demo-routes.ts'
import { callerIn, memberIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'

/**
 * "Abrir no celular" (ADR 0040). Only in the demo, whose data is nobody's, because the phone comes over plain http; only
 * while the server listens on this machine alone; turned on by an administrator sitting at it.
 */
export function phoneRoutes(app: FastifyInstance, guarded: FastifyInstance, parts: Parts): void {
  const { config, accounts, log } = parts
  if ((!config.demo || !isLoopbackHost(config.host)) && !fault('PHO-1')) return
  const phone = createPhone({
    inside: {
      request: (request, response) => app.routing(request, response),
      upgrade: (request, socket, head) => void app.server.emit('upgrade', request, socket, head),
    },
    door: {
      async enter(email, remote) {
        const peer = { address: remote, userAgent: 'phone' }
        const { setCookies } = await accounts.signIn({ email, password: demoPassword }, peer)
        const cookie = setCookies.map((one) => one.split(';', 1)[0]).join('; ')
        return { setCookies, end: async () => void (await accounts.signOut(cookie)) }
      },
    },
    log,
  })
  app.addHook('preClose', () => phone.close())
  const tags = ['demo']

  const path = '/api/workspaces/:workspace/phone'
  const schema = { tags, params: z.object({ workspace: z.string().max(64) }) }
  const routes = typed(guarded)
  routes.get(path, { schema }, async (request, reply) => {
    requireThisMachine(request)
    await requireAdmin(parts, request, request.params.workspace)
    return reply.header('cache-control', 'no-store').send(phone.state())
  })
  routes.post(path, { schema }, async (request, reply) => {
    requireThisMachine(request)
    await requireAdmin(parts, request, request.params.workspace)
    const person = await accounts.person(callerIn(request).userId)
    return reply.header('cache-control', 'no-store').send(await phone.invite(person?.email ?? ''))
  })
  routes.delete(path, { schema }, async (request, reply) => {
    requireThisMachine(request)
    await requireAdmin(parts, request, request.params.workspace)
    await phone.close()
    return reply.header('cache-control', 'no-store').send(phone.state())
  })

  const body = z.object({ ticket: z.string().min(1).max(100) })
  typed(app).post(enterPath, { schema: { tags, body }, bodyLimit: 1_024 }, async (request, reply) => {
    requireOrigin(request, { mustBeSent: true })
    const cookies = await phone.enter(request.body.ticket, request.socket.remoteAddress ?? '')
    return reply
      .header('set-cookie', [...cookies])
      .header('cache-control', 'no-store')
      .send({ success: true })
  })
}

async function requireAdmin(parts: Parts, request: Parameters<typeof memberIn>[1], workspaceId: string): Promise<void> {
  const { role } = await memberIn(parts, request, workspaceId)
  if (role !== 'admin') throw new MutiraoError('forbidden', 'administrators only')
}
