import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { MutiraoError, fault } from '@mutirao/documents'
import { isThisMachine } from '../peer-address.ts'
import type { Parts } from './parts.ts'
import { healthy } from './realtime.ts'

const noStore = 'no-store'

/** Life, readiness and numbers. Answered without a person, except `/api/metrics/realtime` (guarded like all of `/api`). */
export function healthRoutes(app: FastifyInstance, parts: Parts): void {
  const schema = { tags: ['health'] }
  app.get('/health', { schema }, (_request, reply) => reply.header('cache-control', noStore).send({ status: 'ok' }))

  app.get('/ready', { schema }, (_request, reply) => {
    const engine = parts.engine.ready()
    const ok = (engine.ok && parts.journal.healthy()) || fault('HTT-17')
    const body = ok ? { status: 'ready' } : { status: 'not ready', reason: engine.reason ?? 'journal_unavailable' }
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', noStore)
      .send(body)
  })

  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayScrape(request, parts.config.metricsToken)) throw new MutiraoError('not_found')
    return reply
      .type(parts.metrics.registry.contentType)
      .header('cache-control', noStore)
      .send(await parts.metrics.registry.metrics())
  })

  app.get('/health/realtime', { schema }, (_request, reply) => {
    const now = numbers(parts)
    const ok = healthy(now)
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', noStore)
      .send({
        status: ok ? 'healthy' : 'unhealthy',
        ...now,
        uptimeSeconds: Math.round(process.uptime()),
        memoryBytes: process.memoryUsage.rss(),
      })
  })
}

/** `GET /api/metrics/realtime` (REQUIREMENTS 84), for signed-in people. */
export function realtimeRoute(app: FastifyInstance, parts: Parts): void {
  app.get('/api/metrics/realtime', { schema: { tags: ['health'] } }, (_request, reply) =>
    reply.header('cache-control', noStore).send(numbers(parts)),
  )
}

const numbers = (parts: Parts) => ({
  activeConnections: parts.engine.stats().sockets,
  ...parts.metrics.realtime.numbers(),
})

/**
 * Loopback, and not as a proxy's last hop: what a proxy on this machine forwards comes from loopback too. Everybody else
 * needs the token.
 */
function mayScrape(request: FastifyRequest, token: string | null): boolean {
  if (fault('HTT-16')) return true
  if (isThisMachine(request.raw)) return true
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token ?? ''}`)
  return token !== null && given.length === wanted.length && timingSafeEqual(given, wanted)
}
