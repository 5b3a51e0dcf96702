import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { MutiraoError, fault } from '@mutirao/documents'
import type { MemberRecord } from '@mutirao/persistence'
import type { Opened } from '../access/access.ts'
import { callerOf } from './guard.ts'
import { id, openedHere } from './history-routes.ts'
import { callerIn, memberIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'
import type { Moved } from './workspace-feed.ts'

/** Keeps proxies from closing a silent stream, and is the moment the listener's right to listen is asked again. */
const heartbeatMs = 15_000
/** A reader that leaves this much unread is cut off; it comes back with its last id and misses nothing. */
const maxUnreadBytes = 1024 * 1024

/** `event: changed` for every document that moves in a workspace, resumable by id (CONTRACT "Sync over HTTP"). */
export function eventsRoutes(app: FastifyInstance, parts: Parts): void {
  /** Open streams and whose they are. */
  const open = new Map<ServerResponse, string>()
  app.addHook('preClose', (done) => {
    for (const response of open.keys()) response.end()
    done()
  })

  const take = (response: ServerResponse, userId: string): void => {
    if (held(open, userId) >= parts.config.socketsPerPerson && !fault('HTT-24'))
      throw new MutiraoError('too_fast', 'too many event streams', { retryAfterSeconds: 30 })
    open.set(response, userId)
    response.once('close', () => open.delete(response))
  }

  const schema = {
    tags: ['documents'],
    params: z.object({ workspace: z.string().min(1).max(64) }),
    querystring: z.object({ after: z.string().max(2000).optional() }),
  }
  typed(app).get('/api/workspaces/:workspace/events', { schema, exposeHeadRoute: false }, async (request, reply) => {
    const member = await memberIn(parts, request, request.params.workspace)
    const lastId = request.headers['last-event-id']
    const after = (typeof lastId === 'string' ? lastId : undefined) ?? request.query.after ?? null
    const { userId } = member
    take(reply.raw, userId)
    await stream(parts, request, reply, member, after)
  })

  const documents = z.object({ name: z.union([id, z.array(id).min(1).max(4)]) })
  typed(app).get(
    '/api/history/events',
    { schema: { tags: ['history'], querystring: documents }, exposeHeadRoute: false },
    async (request, reply) => {
      const names = [request.query.name].flat()
      const opened = await Promise.all(names.map((name) => openedHere(parts, request, name)))
      take(reply.raw, callerIn(request).userId)
      await historyStream(parts, request, reply, opened)
    },
  )
}

/** How often at most a document is told to have come further: whoever looks reads a page each time. */
const historyEveryMs = 250

/** `event: derived` whenever the history of one of these documents has come further; once at the beginning, for what came before. */
async function historyStream(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: readonly Opened[],
): Promise<void> {
  const names = new Map(opened.map(({ document }) => [document.id, document.name]))
  await parts.historyFeed.ready
  const waiting = new Map<number, number | null>()
  let timer: NodeJS.Timeout | null = null
  const tell = (): void => {
    timer = null
    for (const [documentId, seq] of waiting)
      response.write(`event: derived\ndata: ${JSON.stringify({ name: names.get(documentId), seq })}\n\n`)
    waiting.clear()
    if (response.writableLength > maxUnreadBytes) response.destroy()
  }
  const leave = parts.historyFeed.listen([...names.keys()], (documentId, seq) => {
    waiting.set(documentId, seq)
    timer ??= setTimeout(tell, historyEveryMs)
  })
  const response = begin(reply, {
    mayStillListen: async () => {
      const { userId } = await callerOf(request, parts.accounts)
      const still = await Promise.all(opened.map(({ document }) => parts.access.openByName(userId, document.name)))
      return still.every((one) => one !== null)
    },
    onClose: () => {
      if (timer) clearTimeout(timer)
      leave()
    },
  })
  for (const name of names.values()) response.write(`event: derived\ndata: ${JSON.stringify({ name, seq: null })}\n\n`)
}

function held(open: ReadonlyMap<ServerResponse, string>, userId: string): number {
  let count = 0
  for (const owner of open.values()) if (owner === userId) count++
  return count
}

async function stream(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  member: MemberRecord,
  after: string | null,
): Promise<void> {
  const response = reply.raw
  let lastId = after ?? ''
  const send = (moved: Moved): void => {
    if (response.destroyed) return
    response.write(frames(moved, lastId, (name) => parts.access.sees(member, name)))
    lastId = moved.after
    if (response.writableLength > maxUnreadBytes) response.destroy()
  }
  const waiting: Moved[] = []
  let begun = false
  // Nothing is written before the feed has answered once, so that a failure is still an ordinary error answer.
  const leave = await parts.feed.listen(member.workspaceId, after, (moved) => {
    if (begun) send(moved)
    else waiting.push(moved)
  })
  begin(reply, { mayStillListen: () => mayStillListen(parts, request, member), onClose: leave })
  begun = true
  for (const moved of waiting) send(moved)
}

interface Begun {
  /** Asked at every heartbeat; a no or a failure ends the stream. */
  readonly mayStillListen: () => Promise<boolean>
  readonly onClose: () => void
}

function begin(reply: FastifyReply, { mayStillListen: may, onClose }: Begun): ServerResponse {
  const response = reply.raw
  reply.hijack()
  response.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  response.write('retry: 3000\n\n')
  const beat = setInterval(() => {
    response.write(': still here\n\n')
    may().then(
      (still) => still || response.end(),
      () => response.end(),
    )
  }, heartbeatMs)
  response.once('close', () => {
    clearInterval(beat)
    onClose()
  })
  if (response.destroyed) response.emit('close')
  return response
}

/** A signed-out session, an expired token or an ended membership ends the stream at the next heartbeat. */
async function mayStillListen(parts: Parts, request: FastifyRequest, member: MemberRecord): Promise<boolean> {
  const caller = await callerOf(request, parts.accounts)
  return (await parts.access.member(caller.userId, member.workspaceId)) !== null
}

/**
 * All frames of one look carry the id before it but the last: a reader cut off in the middle resumes before the whole
 * look. A look without visible documents still moves the id (a frame without data is never dispatched).
 */
function frames(moved: Moved, idBefore: string, visible: (name: string) => boolean): string {
  const lines: string[] = []
  for (const [name, cursor] of Object.entries(moved.heads)) {
    if (!visible(name)) continue
    const id = idBefore === '' ? '' : `id: ${idBefore}\n`
    lines.push(`${id}event: changed\ndata: ${JSON.stringify({ name, cursor })}\n\n`)
  }
  const last = lines.pop()
  const lastFrame = last === undefined ? '\n' : last.replace(/^id: .*\n/, '')
  return `${lines.join('')}id: ${moved.after}\n${lastFrame}`
}

const headersOf = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : String(value)]],
    ),
  )
