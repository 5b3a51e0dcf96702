import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MutiraoError, fault } from '@mutirao/documents'
import { sendError } from './errors.ts'

/** Vite names these by their content: what changes gets another name. */
const hashed = /[/\\]assets[/\\]/

/**
 * The built app. Hashed assets are kept for a year; the page, the service worker and the manifest are asked for again each
 * time, otherwise nobody would ever see a new version. Unknown paths a browser navigates to are the app's own (its router
 * knows them); unknown API paths are errors.
 */
export async function serveApp(app: FastifyInstance, appDir: string | null): Promise<void> {
  const page = appDir === null ? null : join(appDir, 'index.html')
  const built = appDir !== null && page !== null && existsSync(page)
  if (built)
    await app.register(fastifyStatic, {
      root: appDir,
      cacheControl: false,
      // The build leaves a `.br` beside each asset (app/precompressed.ts).
      preCompressed: !fault('HTT-27'),
      index: ['index.html'],
      setHeaders(reply, path) {
        const keep = hashed.test(path) || fault('HTT-20')
        void reply.header('cache-control', keep ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  app.setNotFoundHandler((request, reply) => {
    if (built && isNavigation(request)) return sendPage(reply)
    if (fault('HTT-1')) return reply.code(404).send('not found')
    return sendError(request, reply, new MutiraoError('not_found', `no route ${request.method} ${request.url}`))
  })
}

const notPages = /^\/(api|sync|metrics|health|ready|assets)(\/|$|\?)/

/** A path whose last part has a dot is a file that does not exist, not a place in the app. */
const isNavigation = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  !notPages.test(request.url) &&
  !/\.[^/]*$/.test(request.url.split('?')[0] ?? '') &&
  (request.headers.accept ?? '').includes('text/html')

const sendPage = (reply: FastifyReply): FastifyReply => reply.code(200).sendFile('index.html')
