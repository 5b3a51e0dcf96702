import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { MutiraoError, fault } from '@mutirao/documents'
import type { MemberRecord } from '@mutirao/persistence'
import { callerOf } from './guard.ts'
import { memberIn, typed } from './parts.ts'
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
    if (held(open, userId) >= parts.config.socketsPerPerson && !fault('HTT-24'))
      throw new MutiraoError('too_fast', 'too many event streams', { retryAfterSeconds: 30 })
    open.set(reply.raw, userId)
    reply.raw.once('close', () => open.delete(reply.raw))
    await stream(parts, request, reply, member, after)
  })
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
  reply.hijack()
  response.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  response.write('retry: 3000\n\n')
  begun = true
  for (const moved of waiting) send(moved)
  const beat = setInterval(() => {
    response.write(': still here\n\n')
    mayStillListen(parts, request, member).then(
      (may) => may || response.end(),
      () => response.end(),
    )
  }, heartbeatMs)
  response.once('close', () => {
    clearInterval(beat)
    leave()
  })
  if (response.destroyed) response.emit('close')
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
