import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { MutiraoError, fault } from '@mutirao/documents'
import { requireOrigin } from './guard.ts'
import { typed } from './parts.ts'
import type { Parts } from './parts.ts'

const credentials = z.object({ email: z.string().min(1).max(320), password: z.string().min(1).max(1024) })

/** Behind a proxy that ends TLS the cookie must not travel over plain http. */
const overTls = (header: string | string[] | undefined): boolean => String(header).split(',')[0]?.trim() === 'https'

function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  const secure = overTls(reply.request.headers['x-forwarded-proto'])
  for (const cookie of cookies) void reply.header('set-cookie', secure ? `${cookie}; Secure` : cookie)
}

/** Sign in, sign out, tokens. Nobody is signed in yet here, so the guard of the other routes does not stand before them. */
export function authRoutes(app: FastifyInstance, { accounts }: Parts): void {
  const routes = typed(app)
  const tags = ['sign in']

  routes.post(
    '/api/auth/sign-in/email',
    { schema: { tags, body: credentials }, bodyLimit: 16_384 },
    async (request, reply) => {
      requireOrigin(request, { mustBeSent: false })
      const peer = { address: request.ip, userAgent: request.headers['user-agent']?.slice(0, 300) ?? '' }
      const { person, setCookies: cookies } = await accounts.signIn(request.body, peer)
      setCookies(reply, cookies)
      const token = fault('ACC-3') ? { token: cookies[0] } : {}
      return reply.header('cache-control', 'no-store').send({ user: person, ...token })
    },
  )

  routes.post('/api/auth/sign-out', { schema: { tags } }, async (request, reply) => {
    requireOrigin(request, { mustBeSent: false })
    setCookies(reply, await accounts.signOut(request.headers.cookie ?? ''))
    return reply.header('cache-control', 'no-store').send({ success: true })
  })

  routes.get('/api/auth/token', { schema: { tags } }, async (request, reply) => {
    requireOrigin(request, { mustBeSent: false })
    if (request.headers.cookie === undefined) throw new MutiraoError('unauthenticated')
    const { token, setCookies: cookies } = await accounts.issueToken(request.headers.cookie)
    setCookies(reply, cookies)
    return reply.header('cache-control', 'no-store').send({ token })
  })

  if (fault('ACC-17')) routes.get('/api/auth/ok', () => ({ ok: true }))

  routes.get('/api/auth/jwks', { schema: { tags } }, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(await accounts.publicKeys()),
  )
}
