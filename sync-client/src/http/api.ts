import type { DocumentName, RefusalCode } from '@mutirao/documents'
import type { TokenSource } from '../sync/token.ts'

/** An answer that is not a success; `code` is the server's word, empty when it said none. */
export class HttpFailure extends Error {
  readonly status: number
  readonly code: string
  /** What was left out of a push whose rest was taken. */
  readonly refused: readonly RefusedPart[]
  readonly reverted: Pushed['reverted']
  readonly retryAfterMs: number
  constructor(status: number, body: ErrorBody) {
    super(body.message ?? `HTTP ${status}`)
    this.name = 'HttpFailure'
    this.status = status
    this.code = body.code ?? ''
    this.refused = body.refused ?? []
    this.reverted = body.reverted ?? []
    this.retryAfterMs = (body.retryAfterSeconds ?? 0) * 1000
  }
}

interface ErrorBody {
  readonly code?: string
  readonly message?: string
  readonly retryAfterSeconds?: number
  readonly refused?: readonly RefusedPart[]
  readonly reverted?: Pushed['reverted']
}

interface RefusedPart {
  readonly path: string
  readonly code: RefusalCode
}

export interface Pulled {
  readonly updates: readonly Uint8Array[]
  readonly cursor: string
  /** This person may only look; null: a server that does not say. */
  readonly readOnly: boolean | null
}
export interface Pushed {
  /** The server's place after it; null: a server that does not say. */
  readonly cursor: string | null
  readonly reverted: readonly { readonly path: string; readonly rule: string; readonly message: string }[]
}
export interface Heads {
  readonly heads: Readonly<Record<string, string>>
  readonly after: string
}

/** The contract's "Sync over HTTP" as calls. Rejects with SignedOutError, HttpFailure, or a network error. */
export interface HttpApi {
  /** No updates: nothing new. */
  pull(name: DocumentName, after: string | null): Promise<Pulled>
  /** Resolves when all of it is journalled. Parts left out reject with an HttpFailure that lists them. */
  push(name: DocumentName, update: Uint8Array): Promise<Pushed>
  heads(after: string | null): Promise<Heads>
  /** The stream of `changed` events; ends when the server ends it or `signal` aborts. */
  events(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
}

export interface HttpApiOptions {
  readonly baseUrl: string
  readonly workspaceId: string
  readonly fetch: typeof fetch
  readonly token: TokenSource
  readonly timeoutMs: number
}

export function createHttpApi(options: HttpApiOptions): HttpApi {
  const { baseUrl, token, timeoutMs } = options
  const workspace = `/api/workspaces/${encodeURIComponent(options.workspaceId)}`
  const updatesOf = (name: DocumentName): string => `/api/documents/${encodeURIComponent(name)}/updates`

  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await options.fetch(`${baseUrl}${path}`, {
      signal: AbortSignal.timeout(timeoutMs),
      cache: 'no-store',
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${await token.get()}` },
    })
    if (response.ok || response.status === 304) return response
    if (response.status === 401) token.invalidate()
    const body = await response.json().catch(() => null)
    throw new HttpFailure(response.status, typeof body === 'object' && body !== null ? (body as ErrorBody) : {})
  }

  return {
    pull: async (name, after) => {
      const query = after === null ? '' : `?after=${encodeURIComponent(after)}`
      const headers: Record<string, string> = after === null ? {} : { 'if-none-match': `"${after}"` }
      const response = await call(`${updatesOf(name)}${query}`, { headers })
      const access = response.headers.get('x-access')
      const readOnly = access === null ? null : access === 'read'
      if (response.status === 304 && after !== null) return { updates: [], cursor: after, readOnly }
      const cursor = response.headers.get('x-cursor')
      if (cursor === null) throw new HttpFailure(response.status, { message: 'the answer has no x-cursor' })
      return { updates: splitUpdates(new Uint8Array(await response.arrayBuffer())), cursor, readOnly }
    },
    push: async (name, update) => {
      const response = await call(updatesOf(name), {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: update as Uint8Array<ArrayBuffer>,
      })
      const answer = (await response.json()) as Partial<Pushed>
      return { cursor: answer.cursor ?? null, reverted: answer.reverted ?? [] }
    },
    heads: async (after) => {
      const query = after === null ? '' : `?after=${encodeURIComponent(after)}`
      return (await (await call(`${workspace}/heads${query}`)).json()) as Heads
    },
    events: async (signal) => {
      const response = await call(`${workspace}/events`, { signal, headers: { accept: 'text/event-stream' } })
      if (!response.body) throw new HttpFailure(response.status, { message: 'the answer has no body' })
      return response.body
    },
  }
}

/** A body of the contract's pull: lib0 varUint8Arrays one after the other. Throws when it is cut short. */
export function splitUpdates(body: Uint8Array): Uint8Array[] {
  const updates: Uint8Array[] = []
  let at = 0
  while (at < body.length) {
    let length = 0
    let factor = 1
    let byte: number
    do {
      byte = body[at++] ?? 0
      length += (byte & 127) * factor
      factor *= 128
    } while (byte > 127)
    if (at + length > body.length) throw new RangeError('a pulled update is cut short')
    updates.push(body.subarray(at, at + length))
    at += length
  }
  return updates
}
