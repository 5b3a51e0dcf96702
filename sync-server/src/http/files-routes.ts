import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  MutiraoError,
  fault,
  fileEnding,
  inlineTypeOf,
  isFileHash,
  markStored,
  maxFileBytes,
  sniffedBytes,
} from '@mutirao/documents'
import type { FileRecord, FileStep } from '@mutirao/persistence'
import type { Opened } from '../access/access.ts'
import { downloadHeaders } from '../files/download.ts'
import { createPersonLimit } from '../files/person-limit.ts'
import { serverActor } from '../submit/target.ts'
import { callerIn, memberIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'

const tags = ['files']
const mebibyte = 1024 * 1024
/** One request carries at most this much of a file, and, but for its end, at least `minChunkBytes`. */
const maxChunkBytes = mebibyte
const minChunkBytes = 64 * 1024
const bytesLimit = { perSecond: 16 * mebibyte, burst: 128 * mebibyte }
/**
 * What one person may have announced and not sent in a workspace: the app sends two at a time from each device, and whoever
 * announced more than they send would keep the room from everybody else.
 */
const maxOpenFiles = 16
/** As many files of the largest size. */
const maxOpenLargest = 4
const callsLimit = { perSecond: 50, burst: 500 }

const hash = z.string().refine((value) => isFileHash(value), 'sha256 is not 64 lower-case hex digits')
const ofDocument = z.object({ name: z.string().min(1).max(200) })
const ofFile = ofDocument.extend({ sha256: hash })
const announced = z.object({
  name: z.string().min(1).max(1_000),
  bytes: z.number().int().min(1).max(maxFileBytes),
  sha256: hash,
})
const told = z.object({
  sha256: z.string(),
  bytes: z.number(),
  received: z.number().describe('bytes that are here, from the beginning; go on from there'),
  complete: z.boolean().describe('all are here and have the hash'),
})
const step = told.extend({ entries: z.number().describe('attachments of the document that mean this file') })

/** Files of a document: announce, send in pieces, fetch (docs/PROTOCOL.md "Files"). Rights are those of the document. */
export function filesRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const calls = createPersonLimit(callsLimit)
  const bytes = createPersonLimit(bytesLimit)
  const opened = (request: FastifyRequest, name: string): Promise<Opened> => openFiles(parts, request, name, calls)
  const path = '/api/documents/:name/files'

  limitsRoute(app, parts)
  routes.get(path, { schema: { tags, params: ofDocument, response: { 200: z.array(told) } } }, async (request) => {
    const { document } = await opened(request, request.params.name)
    return (await parts.files.ofDocument(document.id)).map(shownOf)
  })
  const announcing = { tags, params: ofDocument, body: announced, response: { 200: step } }
  routes.post(path, { schema: announcing, bodyLimit: 16_384 }, async (request) =>
    answer(parts, await begin(parts, writable(await opened(request, request.params.name)), request.body)),
  )
  const fetching = z.object({ name: z.string().max(1_000).optional(), show: z.literal('1').optional() })
  routes.get(
    `${path}/:sha256`,
    // What people attach is compressed already; the length must stay true for progress.
    { schema: { tags, params: ofFile, querystring: fetching }, compress: false, exposeHeadRoute: false },
    async (request, reply) => {
      const { document } = await opened(request, request.params.name)
      const file = await parts.files.find(document.id, request.params.sha256)
      if (!file?.complete) throw new MutiraoError('not_found', 'no such file, or not here yet')
      return send(parts, request, reply, file, { name: request.query.name, show: request.query.show === '1' })
    },
  )
  app.register(async (binary) => {
    binary.removeAllContentTypeParsers()
    binary.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    const querystring = z.object({ at: z.string().regex(/^\d{1,15}$/) })
    const schema = { tags, params: ofFile, querystring, response: { 200: step } }
    typed(binary).put(`${path}/:sha256`, { schema, bodyLimit: maxChunkBytes }, async (request) => {
      const file = writable(await opened(request, request.params.name))
      const data = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      slowDown(bytes.take(file.actor.userId, data.length))
      return answer(parts, await append(parts, file, request.params.sha256, { at: Number(request.query.at), data }))
    })
  })
}

function limitsRoute(app: FastifyInstance, parts: Parts): void {
  const params = z.object({ workspace: z.string().min(1).max(64) })
  const response = z.object({
    maxFileBytes: z.number(),
    workspaceBytes: z.number(),
    usedBytes: z.number(),
    endings: z.array(z.string()),
    minChunkBytes: z.number(),
    maxChunkBytes: z.number(),
  })
  typed(app).get(
    '/api/workspaces/:workspace/files',
    { schema: { tags, params, response: { 200: response } } },
    async (request) => {
      const { workspaceId } = await memberIn(parts, request, request.params.workspace)
      const { fileMaxBytes, workspaceFileBytes, fileEndings } = parts.config
      return {
        maxFileBytes: fileMaxBytes,
        workspaceBytes: workspaceFileBytes,
        usedBytes: await parts.files.usedBytes(workspaceId),
        endings: [...fileEndings],
        minChunkBytes,
        maxChunkBytes,
      }
    },
  )
}

function slowDown(retryAfterSeconds: number): void {
  if (retryAfterSeconds > 0) throw new MutiraoError('too_fast', undefined, { retryAfterSeconds })
}

/** A document that may carry files. @throws `not_found` for what does not exist, is not theirs or carries none */
async function openFiles(
  parts: Parts,
  request: FastifyRequest,
  name: string,
  calls: ReturnType<typeof createPersonLimit>,
): Promise<Opened> {
  const { userId } = callerIn(request)
  slowDown(calls.take(userId, 1))
  const found = await parts.access.openByName(userId, name)
  if (found?.parsed.kind !== 'card' && found?.parsed.kind !== 'request')
    throw new MutiraoError('not_found', 'no such document with files')
  return found
}

function writable(opened: Opened): Opened {
  if (!opened.write && !fault('FIL-3')) throw new MutiraoError('read_only', 'viewers attach nothing')
  return opened
}

async function begin(
  parts: Parts,
  { document, actor }: Opened,
  { name, bytes, sha256 }: z.infer<typeof announced>,
): Promise<FileStep> {
  const { fileMaxBytes, workspaceFileBytes, fileEndings } = parts.config
  if (bytes > fileMaxBytes && !fault('FIL-4')) throw new MutiraoError('file_too_large', `${bytes} bytes`)
  if (!fileEndings.includes(fileEnding(name)) && !fault('FIL-4'))
    throw new MutiraoError('file_type_refused', `the ending of ${JSON.stringify(name.slice(-40))}`)
  const { id: documentId, workspaceId } = document
  const wanted = { documentId, workspaceId, sha256, bytes, name, createdBy: actor.userId }
  const begun = await parts.files.begin(wanted, {
    workspaceBytes: workspaceFileBytes,
    openFiles: maxOpenFiles,
    openBytes: maxOpenLargest * fileMaxBytes,
  })
  if (begun === 'full') throw new MutiraoError('files_full')
  if (begun === 'too_many_open') throw new MutiraoError('too_many_uploads', undefined, { retryAfterSeconds: 30 })
  if (begun.file.bytes !== bytes)
    throw new MutiraoError('file_mismatch', 'the same hash was announced with another size')
  return begun
}

async function append(
  parts: Parts,
  opened: Opened,
  sha256: string,
  { at, data }: { readonly at: number; readonly data: Buffer },
): Promise<FileStep> {
  const { document } = opened
  const known = await parts.files.find(document.id, sha256)
  if (!known) throw new MutiraoError('not_found', 'announce the file first')
  if (data.length < minChunkBytes && at + data.length < known.bytes)
    throw new MutiraoError('invalid_request', `all pieces but the last have at least ${minChunkBytes} bytes`)
  // Nothing came for so long that its room was given back.
  if (!known.hasRoom) await begin(parts, opened, known)
  const appended = await parts.files.append(document.id, sha256, at, data)
  if (!appended) throw new MutiraoError('not_found', 'announce the file first')
  return appended
}

const shownOf = ({ sha256, bytes, received, complete }: FileRecord): z.infer<typeof told> => ({
  sha256,
  bytes,
  received,
  complete,
})

/** A whole file is told to everybody through the document itself, before the sender hears of it. */
async function answer(parts: Parts, { file, mismatch }: FileStep): Promise<z.infer<typeof step>> {
  if (mismatch) throw new MutiraoError('file_mismatch')
  return { ...shownOf(file), entries: file.complete ? await markEntries(parts, file) : 0 }
}

async function markEntries(parts: Parts, { documentId, sha256 }: FileRecord): Promise<number> {
  const name = (await parts.directory.documentsById([documentId])).get(documentId)?.name
  if (name === undefined) throw new MutiraoError('document_gone')
  if (!parts.engine.ready().ok) throw new MutiraoError('journal_unavailable', undefined, { retryAfterSeconds: 5 })
  let entries = 0
  await parts.engine.serverEdit(name, 'decision', serverActor, (doc) => {
    entries = fault('FIL-6') ? 1 : markStored(doc, sha256, Date.now())
  })
  return entries
}

async function send(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  file: FileRecord,
  { name, show }: { readonly name: string | undefined; readonly show: boolean },
): Promise<FastifyReply> {
  const etag = `"${file.sha256}"`
  const type = inlineTypeOf(await parts.files.head(file.id, sniffedBytes))
  void reply.headers({ ...downloadHeaders({ uploadName: file.name, name }, type, show) }).header('etag', etag)
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.header('content-length', String(file.bytes)).send(Readable.from(parts.files.read(file.id)))
}
