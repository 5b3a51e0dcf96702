import type { Socket } from 'node:net'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import Fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { MutiraoError, fault } from '@mutirao/documents'
import { authRoutes } from './auth-routes.ts'
import { demoRoutes, sessionInfoRoute } from './demo-routes.ts'
import { documentsRoutes } from './documents-routes.ts'
import { isLoopbackHost, trusts } from '../peer-address.ts'
import { answerErrors, asMutiraoError, errorBody, sendError } from './errors.ts'
import { eventsRoutes } from './events-routes.ts'
import { namedMomentsRoutes } from './named-moments-routes.ts'
import { filesRoutes } from './files-routes.ts'
import { createCallBudget } from './call-budget.ts'
import { createTurns } from './turns.ts'
import { callerOf } from './guard.ts'
import { requireKnownHost } from './known-host.ts'
import { healthRoutes, realtimeRoute } from './health-routes.ts'
import { historyRoutes } from './history-routes.ts'
import { inspectorRoutes } from './inspector-routes.ts'
import { decisionsRoutes } from './decisions-routes.ts'
import { describeApi } from './openapi.ts'
import type { Parts } from './parts.ts'
import { approvalLinkRoutes, notificationsRoutes } from './notifications-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { phoneRoutes } from './phone-routes.ts'
import { setupRoutes } from './setup-routes.ts'
import { restoreRoutes } from './restore-routes.ts'
import { serveApp } from './static.ts'
import { updatesRoutes } from './updates-routes.ts'

/** JSON bodies; sync bodies have their own limit. */
const jsonBodyBytes = 64 * 1024
/** Who sends a byte now and then holds a connection no longer than this. */
export interface Patience {
  /** For the head of a request. */
  readonly headMs: number
  /** For all of it. */
  readonly requestMs: number
  /** How often it is looked at. */
  readonly checkMs: number
}
/** 8 MiB over a slow line. */
const usualPatience: Patience = { headMs: 20_000, requestMs: 120_000, checkMs: 5_000 }
/** Document names have up to 128 characters, percent-encoded up to three times that. */
const maxParamLength = 400
/** REQUIREMENTS 46. */
const compressFromBytes = 1024

/** The HTTP side of the server, without a listening socket. */
export async function createApp(parts: Parts, patience: Patience = usualPatience): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: parts.log.child({ from: 'http' }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: jsonBodyBytes,
    trustProxy: trusts(parts.config.trustProxy),
    requestTimeout: fault('ATK-13') ? 0 : patience.requestMs,
    http: {
      headersTimeout: fault('ATK-13') ? 0 : patience.headMs,
      connectionsCheckingInterval: patience.checkMs,
    },
    forceCloseConnections: true,
    routerOptions: { maxParamLength },
    clientErrorHandler: answerBrokenRequest,
    // A path that is no URL never reaches the error handler.
    frameworkErrors: (error, request, reply) => void sendError(request, reply, asMutiraoError(error)),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('caller', null)
  answerErrors(app, parts.log)
  app.addHook('onResponse', (request, reply, done) => {
    parts.metrics.request(request.method, request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime)
    done()
  })
  const { demo, host, publicUrl } = parts.config
  if (demo && isLoopbackHost(host)) app.addHook('onRequest', async ({ raw }) => requireKnownHost(raw, publicUrl))
  await secure(app)
  await app.register(compress, {
    threshold: compressFromBytes,
    encodings: ['br', 'gzip'],
    customTypes: /^(text\/(?!event-stream)|application\/(json|javascript|octet-stream|manifest\+json)|image\/svg\+xml)/,
    brotliOptions: { params: { [brotliQuality]: 4 } },
  })
  await describeApi(app)
  authRoutes(app, parts)
  setupRoutes(app, parts)
  healthRoutes(app, parts)
  sessionInfoRoute(app, parts)
  approvalLinkRoutes(app, parts)
  await app.register(async (guarded) => {
    const calls = createCallBudget()
    // Before the body is read: nobody unknown makes the server buffer 8 MiB.
    const recognise = async (request: FastifyRequest): Promise<void> => {
      request.caller = await callerOf(request, parts.accounts)
      calls.spend(request)
    }
    if (fault('HTT-4')) guarded.addHook('preHandler', recognise)
    else guarded.addHook('onRequest', recognise)
    const turns = createTurns()
    guarded.addHook('preHandler', (request, reply) => turns.wait(request, reply))
    peopleRoutes(guarded, parts)
    demoRoutes(app, guarded, parts)
    phoneRoutes(app, guarded, parts)
    documentsRoutes(guarded, parts)
    updatesRoutes(guarded, parts, calls)
    filesRoutes(guarded, parts)
    eventsRoutes(guarded, parts)
    namedMomentsRoutes(guarded, parts)
    historyRoutes(guarded, parts)
    decisionsRoutes(guarded, parts)
    notificationsRoutes(guarded, parts)
    restoreRoutes(guarded, parts)
    inspectorRoutes(guarded, parts)
    realtimeRoute(guarded, parts)
  })
  await serveApp(app, parts.appDir)
  return app
}

/** What is not even HTTP, or has headers beyond all measure, is answered in the one form too. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return
  const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'
  const body = JSON.stringify(errorBody(new MutiraoError('invalid_request'), 'ptBR'))
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close`
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

/** zlib.constants.BROTLI_PARAM_QUALITY; 4 compresses a board about as well as gzip 6 in a third of the time. */
const brotliQuality = 1

/**
 * Scripts only from our own files. Styles may be inline: the component library positions with style elements.
 * `upgrade-insecure-requests` and HSTS are off: on plain http in an office network they would lock people out; the proxy
 * that ends TLS sets HSTS (docs/OPERATIONS.md).
 */
async function secure(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: fault('HTT-19') ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  })
}
