import { randomInt } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { MutiraoError, fault, parseName } from '@mutirao/documents'
import type { DocumentName, ParsedName } from '@mutirao/documents'
import type { DocumentRecord } from '@mutirao/persistence'
import { WebSocketServer } from 'ws'
import { Answers } from './answers.ts'
import { createAttaching } from './attaching.ts'
import { createDocuments, noRequest } from './documents.ts'
import type { Held } from './held.ts'
import { createFollower } from './follow.ts'
import { createHeartbeat } from './heartbeat.ts'
import { createHot } from './hooks.ts'
import type { HotContext } from './hot.ts'
import { createIncoming } from './incoming.ts'
import { defaultLimits } from './limits.ts'
import { createLoader } from './load.ts'
import { Flusher } from './outbox.ts'
import { People } from './people.ts'
import { SyncSocket } from './socket.ts'
import { Strangers } from './strangers.ts'
import type { SocketHost } from './socket.ts'
import type { SyncEngine, SyncEngineOptions, SyncLimits, SyncStats } from './types.ts'
import { Turns } from './turns.ts'
import { Budgets } from '../submit/budgets.ts'
import { createPatience } from '../submit/limits.ts'
import { createPipeline } from '../submit/pipeline.ts'
import { createServerEditor } from '../submit/server-edit.ts'
import { submit } from '../submit/submit.ts'
import { createServerClients } from '../submit/target.ts'

/** A message may be this much longer than its update: address, type, lengths. */
const frameSlackBytes = 64 * 1024

export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const parts = assemble(options)
  const { hot, documents, people, sockets, attaching, pipeline, serverEditor } = parts
  let closing: Promise<void> | null = null

  const recordOf = async (name: string): Promise<{ record: DocumentRecord; parsed: ParsedName }> => {
    const parsed = parseName(name)
    if (!parsed) throw new MutiraoError('invalid_name')
    const present = hot.documents.get(name)
    const record = present ? documents.heldOf(present).record : await findRecord(parsed.name)
    if (!record) throw new MutiraoError('document_gone')
    return { record, parsed }
  }

  const findRecord = async (name: DocumentName): Promise<DocumentRecord | null> => {
    try {
      return await options.directory.documentByName(name)
    } catch (error) {
      throw new MutiraoError('journal_unavailable', undefined, { cause: error })
    }
  }

  const withHeld = async <T>(name: string, run: (held: Held) => T | Promise<T>): Promise<T> => {
    if (closing) throw new MutiraoError('journal_unavailable')
    const { record, parsed } = await recordOf(name)
    return documents.withHeld(record, parsed, run)
  }

  return {
    handleUpgrade: (request, socket, head, workspaceId) => {
      if (closing) return refuseUpgrade(socket)
      parts.server.handleUpgrade(request, socket, head, (ws) => {
        const opened = new SyncSocket(ws, socket, workspaceId, parts.host)
        sockets.add(opened)
        parts.strangers.enter(opened, parts.addressOf(request))
        parts.heartbeat.add(opened)
        const context: HotContext = { socket: opened, opened: null, record: null, parsed: null }
        opened.start(hot, noRequest, context)
      })
    },
    submitUpdate: (name, update, actor, { origin, written, note }) =>
      withHeld(fault('SUB-15') && !hot.documents.has(name) ? '' : name, (target) =>
        submit(pipeline, { target, update, actor, origin, written, note }),
      ),
    serverEdit: (name, origin, actorId, edit) =>
      withHeld(name, (target) => serverEditor({ target, origin, actorId, edit })),
    read: (name, f) => withHeld(name, (held) => f(held.doc)),
    readers(name) {
      const open = hot.documents.get(name)?.getConnections() ?? []
      const people = Map.groupBy(open, (connection) => attaching.attachedOf(connection).person.userId)
      return [...people].map(([id, own]) => {
        const [first] = own
        return { id, name: first ? attaching.attachedOf(first).person.name : '', sockets: own.length }
      })
    },
    sizeOf(name) {
      const document = hot.documents.get(name)
      return document ? documents.heldOf(document).bytes.size() : null
    },
    closeDocument(name, reason) {
      const document = hot.documents.get(name)
      for (const connection of document?.getConnections() ?? []) attaching.attachedOf(connection).close(reason)
    },
    closePerson(userId, workspaceId, reason) {
      for (const socket of people.socketsOf(userId)) {
        if (workspaceId !== null && socket.workspaceId !== workspaceId) continue
        if (fault('SYN-29')) continue
        for (const attached of socket.documents) attached.close(reason)
        socket.end(reason)
      }
    },
    recheck: (userId) => attaching.recheck(userId),
    ready() {
      if (closing) return { ok: false, reason: 'closing' }
      if (!options.journal.healthy()) return { ok: false, reason: 'journal_unavailable' }
      return parts.queuedBytes() > parts.limits.maxQueuedBytesTotal ? { ok: false, reason: 'too_fast' } : { ok: true }
    },
    stats: () => ({
      sockets: sockets.size,
      anonymous: parts.strangers.size,
      people: people.size,
      connections: [...sockets].reduce((sum, socket) => sum + socket.documentCount, 0),
      documents: hot.documents.size,
      ...sizesOf(documents.all()),
      edits: parts.edits(),
      queuedBytes: parts.queuedBytes(),
      pendingCommits: options.journal.stats().pendingEntries,
    }),
    close(deadlineMs) {
      closing ??= shutDown(parts, deadlineMs)
      return closing
    },
  }
}

type Parts = ReturnType<typeof assemble>

/** Makes the parts and ties the knots between them. */
function assemble(options: SyncEngineOptions) {
  const { journal, log } = options
  const limits: SyncLimits = { ...defaultLimits, ...options.limits }
  const patience = createPatience()
  const turns = new Turns()
  const sockets = new Set<SyncSocket>()
  const metrics = options.metrics ?? {}
  let queuedBytes = 0
  let edits = 0
  const silentMs = limits.heartbeatMs * 2.5
  const people = new People(limits.socketsPerPerson, (socket) => performance.now() - socket.heardAtMs > silentMs)
  const pipeline = createPipeline({
    journal,
    newClients: {
      budgets: new Budgets({ perSecond: limits.newClientsPerSecond, burst: limits.burstNewClients }),
      freePerDocument: limits.freeClientsPerDocument,
    },
    placing: {
      budgets: new Budgets({ perSecond: limits.placingStepsPerSecond, burst: limits.burstPlacingSteps }),
      freePerUpdate: limits.freePlacingSteps,
    },
    intents: new Budgets({ perSecond: limits.intentsPerSecond, burst: limits.burstIntents }),
    log,
    patience,
    onRow: () => edits++,
  })
  const follower = createFollower({
    journal,
    pipeline,
    log,
    foreignSetBackMs: limits.foreignSetBackMs,
    now: () => performance.now(),
  })
  const documents = createDocuments({
    hot: () => hot,
    journal,
    tail: options.tail,
    load: createLoader({ journal, checkpoints: options.checkpoints, turns }),
    follow: (held) => follower.follow(held),
    pipeline,
    serverClients: createServerClients(() => randomInt(2 ** 32)),
    limits,
    metrics,
    log,
    patience,
    tell: (reader, body) => {
      const attached = attaching.attachedOf(reader)
      attached.socket.tell(attached.address, body)
    },
  })
  const attaching = createAttaching({
    options,
    people,
    heldOf: (document) => documents.heldOf(document),
    isHeld: (name) => hot.documents.has(name),
    refreshDeadlineMs: limits.loadDeadlineMs,
    patience,
    log,
  })
  const incoming = createIncoming({
    pipeline,
    answers: new Answers(turns, log),
    questions: new Budgets({ perSecond: limits.questionsPerSecond, burst: limits.burstQuestions }),
    metrics,
    log,
    now: () => performance.now(),
  })
  const hot = createHot({
    documents: () => documents,
    attaching: () => attaching,
    incoming: () => incoming,
    limits,
  })
  const strangers = new Strangers<SyncSocket>(limits)
  const heartbeat = createHeartbeat(limits.heartbeatMs)
  const host: SocketHost = {
    limits,
    flusher: new Flusher(),
    queued: (bytes) => (queuedBytes += bytes),
    sessionLives: options.sessionLives ?? (() => Promise.resolve(true)),
    gone(socket) {
      sockets.delete(socket)
      heartbeat.remove(socket)
      strangers.leave(socket)
      people.leave(socket)
    },
    recognised: (socket) => strangers.leave(socket),
    closed: (reason) => metrics.closed?.(reason),
  }
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: fault('SYN-33') ? 0 : limits.maxMessageBytes + frameSlackBytes,
  })
  return {
    limits,
    patience,
    sockets,
    strangers,
    addressOf: options.addressOf ?? (() => null),
    people,
    pipeline,
    follower,
    documents,
    attaching,
    hot,
    heartbeat,
    host,
    server,
    log,
    serverEditor: createServerEditor(journal, () => edits++),
    queuedBytes: () => queuedBytes,
    edits: () => edits,
  }
}

function sizesOf(all: Iterable<Held>): Pick<SyncStats, 'documentBytes' | 'fullDocuments'> {
  const sum = { documentBytes: 0, fullDocuments: 0 }
  for (const { bytes } of all) {
    sum.documentBytes += bytes.bytes
    if (bytes.full) sum.fullDocuments++
  }
  return sum
}

function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 2\r\n\r\n')
}

const pollMs = 10

/** Sockets go first, then what they have sent is journalled as long as the deadline lets it. Never rejects. */
async function shutDown(parts: Parts, deadlineMs: number): Promise<void> {
  const { sockets, documents, patience, follower, heartbeat, log, server } = parts
  const endMs = performance.now() + deadlineMs
  patience.end()
  for (const socket of sockets) socket.end('going_away')
  const isBusy = (): boolean => [...documents.all()].some((held) => held.busy)
  // Frames that are queued hold their document between two rows only for a microtask: look twice.
  let quiet = 0
  while (quiet < 2 && performance.now() < endMs && !fault('SYN-24')) {
    quiet = isBusy() ? 0 : quiet + 1
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  if (isBusy()) log.warn('closing with edits that were not acknowledged; their authors still have them')
  for (const socket of sockets) socket.terminate('going_away')
  heartbeat.stop()
  const followed = follower.close()
  documents.destroyAll()
  await Promise.race([followed, new Promise((resolve) => setTimeout(resolve, Math.max(0, endMs - performance.now())))])
  server.close()
}
