import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { MutiraoError, errorCatalogue, fault, isMutiraoError } from '@mutirao/documents'
import { isDatabaseAway } from '@mutirao/persistence'

/** The JSON of every error answer (CONTRACT "Sign in"). */
export interface ErrorBody {
  readonly code: string
  readonly message: string
  readonly retryAfterSeconds?: number
}

/** English only when the caller ranks it above Portuguese; everything else is pt-BR. */
export function languageOf(acceptLanguage: string | undefined): 'ptBR' | 'en' {
  if (acceptLanguage === undefined || fault('HTT-3')) return 'ptBR'
  const ranked = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().toLowerCase().split(';')
      const quality = options.map((option) => /^\s*q=([0-9.]+)$/.exec(option)?.[1]).find((value) => value !== undefined)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => quality > 0 && /^(pt|en)\b/.test(tag))
    .sort((a, b) => b.quality - a.quality)
  return ranked[0]?.tag.startsWith('en') === true ? 'en' : 'ptBR'
}

/** What the library or the code below threw, in our closed union. Unknown errors become `internal`. */
export function asMutiraoError(error: unknown): MutiraoError {
  if (isMutiraoError(error)) return error
  if (isDatabaseAway(error))
    return new MutiraoError(fault('HTT-13') ? 'internal' : 'journal_unavailable', String(error), {
      retryAfterSeconds: 5,
      cause: error,
    })
  if (isUnstorableText(error) && !fault('ATK-7')) return new MutiraoError('invalid_request', 'text: U+0000')
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  const detail = error instanceof Error ? error.message : String(error)
  if (status === 413) return new MutiraoError('payload_too_large', detail, { cause: error })
  if (status === 404) return new MutiraoError('not_found', detail, { cause: error })
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new MutiraoError('invalid_request', detail, { cause: error })
  return new MutiraoError('internal', detail, { cause: error })
}

/** Postgres refuses U+0000 in text, wherever in the request it came from: the caller's mistake, not ours. */
const isUnstorableText = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '22021' || error.code === '22P05')

/** @param language the person's; the detail of a bad request is added, everything else says only the sentence */
export function errorBody(error: MutiraoError, language: 'ptBR' | 'en'): ErrorBody {
  const sentence = errorCatalogue[error.code][language]
  const says = error.code === 'invalid_request' || (error.code === 'internal' && fault('HTT-2'))
  const told = says && error.message !== errorCatalogue.invalid_request.en
  return {
    code: error.code,
    message: told ? `${sentence} (${error.message.slice(0, 300)})` : sentence,
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  }
}

export function sendError(request: FastifyRequest, reply: FastifyReply, error: MutiraoError): FastifyReply {
  if (error.retryAfterSeconds !== undefined) void reply.header('retry-after', String(error.retryAfterSeconds))
  return reply
    .code(errorCatalogue[error.code].status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(errorBody(error, languageOf(request.headers['accept-language']))))
}

export function answerErrors(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const told = asMutiraoError(error)
    // Our own fault is a log line with its stack; the answer never carries it.
    if (told.code === 'internal') log.error({ err: error, path: request.routeOptions.url }, 'request failed')
    return sendError(request, reply, told)
  })
}
