/** The calls of docs/PROTOCOL.md "Files", with the session cookie. */
import { MutiraoError, type DocumentName } from '@mutirao/documents'
import { failureOf, isRecord, personFetch } from '../http.ts'
import type { FileAnswer, FileLimits, FilesApi, QueuedFile } from './types.ts'

/** A megabyte over a very slow line; also what ends a request nobody answers. */
const patienceMs = 90_000

const filesPath = (document: DocumentName): string => `/api/documents/${encodeURIComponent(document)}/files`

/** Where a browser fetches a file by itself. `show`: see it instead of saving it, where that is safe. */
export function fileHref(
  document: DocumentName,
  file: { readonly sha256: string; readonly name: string },
  show: boolean,
) {
  const query = new URLSearchParams({ name: file.name, ...(show ? { show: '1' } : {}) })
  return `${filesPath(document)}/${file.sha256}?${query.toString()}`
}

export function createFilesApi(workspaceId: string, send: typeof fetch = personFetch): FilesApi {
  const ask = async (path: string, init: RequestInit, signal: AbortSignal): Promise<Response> => {
    const both = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
    let response: Response
    try {
      response = await send(path, { credentials: 'same-origin', ...init, signal: both })
    } catch (cause) {
      throw new MutiraoError('unreachable', `${path} got no answer`, { cause })
    }
    if (!response.ok) throw failureOf(response, await response.json().catch(() => null))
    return response
  }
  /** A body can break off like a request. */
  const whole = async <T>(read: () => Promise<T>): Promise<T> => {
    try {
      return await read()
    } catch (cause) {
      throw new MutiraoError('unreachable', 'the answer broke off', { cause })
    }
  }
  const step = async (path: string, init: RequestInit, signal: AbortSignal): Promise<FileAnswer> => {
    const response = await ask(path, init, signal)
    return readAnswer(await whole<unknown>(() => response.json()))
  }
  const json = { 'content-type': 'application/json' }
  return {
    announce: ({ document, name, bytes, sha256 }, signal) =>
      step(
        filesPath(document),
        { method: 'POST', headers: json, body: JSON.stringify({ name, bytes, sha256 }) },
        signal,
      ),
    send: (file: QueuedFile, at, piece, signal) =>
      step(
        `${filesPath(file.document)}/${file.sha256}?at=${at}`,
        { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: piece },
        signal,
      ),
    async fetch(document, sha256, signal) {
      const response = await ask(`${filesPath(document)}/${sha256}`, {}, signal)
      return whole(() => response.blob())
    },
    async limits(signal) {
      const response = await ask(`/api/workspaces/${encodeURIComponent(workspaceId)}/files`, {}, signal)
      const limits = readLimits(await whole<unknown>(() => response.json()))
      if (!limits) throw new MutiraoError('internal', 'the limits have another form')
      return limits
    },
  }
}

function readAnswer(answer: unknown): FileAnswer {
  const given = isRecord(answer) ? answer : {}
  const { received, complete, entries } = given
  if (typeof received !== 'number' || typeof complete !== 'boolean')
    throw new MutiraoError('internal', 'the answer about a file has another form')
  return { received, complete, entries: typeof entries === 'number' ? entries : 0 }
}

/** Limits as the server or this device's memory gives them; null when they are something else. */
export function readLimits(value: unknown): FileLimits | null {
  if (!isRecord(value) || typeof value['maxFileBytes'] !== 'number' || !Array.isArray(value['endings'])) return null
  const endings = value['endings'].filter((ending): ending is string => typeof ending === 'string')
  return { maxFileBytes: value['maxFileBytes'], endings }
}
