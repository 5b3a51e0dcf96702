import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { MutiraoError, fault, roles } from '@mutirao/documents'
import { demoPassword, demoWorkspaces } from '../demo/people.ts'
import type { DemoPerson } from '../demo/people.ts'
import { isThisMachine } from '../peer-address.ts'
import { requireOrigin } from './guard.ts'
import { callerIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'

/** A code is used at once by the window that was opened for it. */
const codeLifeMs = 60_000
const maxCodes = 100

interface Invitation {
  readonly email: string
  readonly endsMs: number
}

/** What anybody may know before signing in: whether this is the demo, and its people. */
export function sessionInfoRoute(app: FastifyInstance, { config, directory, accounts }: Parts): void {
  typed(app).get('/api/session-info', { schema: { tags: ['sign in'] } }, async (_request, reply) => {
    const needsSetup = (await directory.workspaces()).length === 0
    const demo = config.demo && !needsSetup ? { password: demoPassword, people: await peopleOf(accounts) } : null
    return reply.header('cache-control', 'no-store').send({ needsSetup, demo })
  })
}

/** `id` is the one they have inside, so that they are shown alike (their colour) before and after. */
const peopleOf = (accounts: Parts['accounts']) =>
  Promise.all(
    demoWorkspaces[0].people.map(async ({ name, email, role }) => {
      const account = await accounts.personByEmail(email)
      return { id: (fault('ACC-25') ? null : account?.id) ?? email, name, email, role }
    }),
  )

/**
 * "Abrir Bruno ao lado": a second person of the demo in a window of the same browser, whose session lives in that window
 * only. These routes do not exist unless the demo is on; they answer this machine only; nobody opens somebody who may do more.
 */
export function demoRoutes(app: FastifyInstance, guarded: FastifyInstance, parts: Parts): void {
  if (!parts.config.demo && !fault('ACC-23')) return
  const { accounts } = parts
  const invitations = new Map<string, Invitation>()
  const tags = ['demo']

  typed(guarded).post(
    '/api/demo/beside',
    { schema: { tags, body: z.object({ email: z.string().min(1).max(320) }) } },
    async (request, reply) => {
      requireThisMachine(request)
      const caller = await accounts.person(callerIn(request).userId)
      const target = besideOf(caller?.email ?? '', request.body.email)
      const nowMs = performance.now()
      for (const [code, { endsMs }] of invitations)
        if (endsMs <= nowMs || invitations.size >= maxCodes) invitations.delete(code)
      const code = randomBytes(24).toString('base64url')
      invitations.set(code, { email: target.email, endsMs: nowMs + codeLifeMs })
      return reply.header('cache-control', 'no-store').send({ code, name: target.name })
    },
  )

  typed(app).post(
    '/api/demo/enter',
    { schema: { tags, body: z.object({ code: z.string().min(1).max(100) }) } },
    async (request, reply) => {
      requireThisMachine(request)
      requireOrigin(request, { mustBeSent: false })
      const invitation = invitations.get(request.body.code)
      if (!fault('ACC-24')) invitations.delete(request.body.code)
      if (!invitation || invitation.endsMs <= performance.now()) throw new MutiraoError('forbidden', 'no such code')
      const peer = { address: request.ip, userAgent: 'window beside' }
      const { setCookies } = await accounts.signIn({ email: invitation.email, password: demoPassword }, peer)
      // The window keeps it instead of the browser: two windows are two people.
      const key = setCookies.map((cookie) => cookie.split(';', 1)[0]).join('; ')
      return reply.header('cache-control', 'no-store').send({ key })
    },
  )

  const keyed = z.object({ key: z.string().min(1).max(4_096) })
  typed(app).post('/api/demo/token', { schema: { tags, body: keyed } }, async (request, reply) => {
    requireThisMachine(request)
    requireOrigin(request, { mustBeSent: false })
    const { token } = await accounts.issueToken(request.body.key)
    return reply.header('cache-control', 'no-store').send({ token })
  })
  typed(app).post('/api/demo/leave', { schema: { tags, body: keyed } }, async (request, reply) => {
    requireThisMachine(request)
    requireOrigin(request, { mustBeSent: false })
    await accounts.signOut(request.body.key)
    return reply.header('cache-control', 'no-store').send({ success: true })
  })
}

/** @throws MutiraoError `forbidden` for callers from anywhere else */
export function requireThisMachine(request: FastifyRequest): void {
  if (!isThisMachine(request.raw)) throw new MutiraoError('forbidden', 'this machine only')
}

/** The person to open, of the same demo workspace and with no more rights than the one who asks. */
function besideOf(callerEmail: string, email: string): DemoPerson {
  const people: readonly DemoPerson[] =
    demoWorkspaces.find(({ people: some }) => some.some((person) => person.email === callerEmail))?.people ?? []
  const caller = people.find((person) => person.email === callerEmail)
  const target = people.find((person) => person.email === email)
  // `roles` lists who may do most first.
  const mayOpen = caller && target && caller !== target && roles.indexOf(target.role) >= roles.indexOf(caller.role)
  if (!mayOpen) throw new MutiraoError('forbidden', 'not a person of this demo one may open')
  return target
}
