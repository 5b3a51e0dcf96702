import { errorCatalogue, fault, MutiraoError, type ErrorCode } from '@mutirao/documents'
import { noteServerDate } from './server-clock.ts'

const patienceMs = 15_000

let isCut = false
/** The airplane test: while true, every call of this page fails as if there were no network, without trying. */
export function cutCalls(cut: boolean): void {
  isCut = cut
}
/** The token with which every call of this page is made instead of the browser's cookie; null: the cookie. */
let windowToken: (() => Promise<string>) | null = null
export function callWithToken(token: (() => Promise<string>) | null): void {
  windowToken = token
}
/** `fetch` for what does not go through `call`: cut off with it, and in the name of the same person. */
export const personFetch: typeof fetch = async (input, init = {}) => {
  if (isCut) throw new TypeError('cut off')
  if (!windowToken) return fetch(input, init)
  const headers = new Headers(init.headers)
  headers.set('authorization', `Bearer ${await windowToken()}`)
  return fetch(input, { ...init, headers, credentials: 'omit' })
}

/** Doors are knocked at before anybody is somebody. */
const isDoor = (path: string): boolean => /^\/api\/(?:auth|demo|setup|session-info)\b/.test(path)

const isCode = (value: unknown): value is ErrorCode => typeof value === 'string' && Object.hasOwn(errorCatalogue, value)

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Sent as JSON. */
  readonly body?: unknown
  readonly fetch?: typeof fetch
}

/**
 * One call to our own server with the session cookie. Returns the parsed JSON (null for an empty answer). Throws a
 * MutiraoError: the code the server gave, `unreachable` when it does not answer within 15 s, `internal` for answers that
 * are not ours (a proxy's page).
 */
export async function call(path: string, options: CallOptions = {}): Promise<unknown> {
  const { method = 'GET', body, fetch: send = fetch } = options
  if (isCut && !fault('FLY-4')) throw new MutiraoError('unreachable', `${method} ${path} is cut off`)
  const init: RequestInit = { method, credentials: 'same-origin', signal: AbortSignal.timeout(patienceMs) }
  if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { 'content-type': 'application/json' }
  }
  if (windowToken && !isDoor(path)) {
    init.credentials = 'omit'
    init.headers = { ...init.headers, authorization: `Bearer ${await windowToken()}` }
  }
  let response: Response
  try {
    response = await send(path, init)
  } catch (cause) {
    throw new MutiraoError('unreachable', `${method} ${path} got no answer`, { cause })
  }
  noteServerDate(response.headers.get('date'))
  const text = await response.text().catch(() => '')
  const answer = parse(text)
  if (response.ok) return answer
  throw failureOf(response, answer)
}

function parse(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a page from something in between; the caller sees the status
  }
}

/** The error an answer that is not ok stands for. */
export function failureOf(response: Response, answer: unknown): MutiraoError {
  const given = isRecord(answer) ? answer : {}
  const wait = Number(given['retryAfterSeconds'] ?? response.headers.get('retry-after') ?? Number.NaN)
  const options = Number.isFinite(wait) ? { retryAfterSeconds: wait } : {}
  const detail = typeof given['message'] === 'string' ? given['message'] : `HTTP ${response.status}`
  return new MutiraoError(isCode(given['code']) ? given['code'] : codeOf(response.status), detail, options)
}

/** For answers without our error JSON: gateways, a server that is starting. */
function codeOf(status: number): ErrorCode {
  if (status === 401) return 'unauthenticated'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 429) return 'too_many_attempts'
  return status >= 502 && status <= 504 ? 'unreachable' : 'internal'
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
