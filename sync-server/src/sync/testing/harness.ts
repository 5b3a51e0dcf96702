import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { boardName, parseName } from '@mutirao/documents'
import type { Actor, Role } from '@mutirao/documents'
import {
  createCheckpoints,
  createDirectory,
  createJournal,
  createJournalTail,
  openDatabase,
} from '@mutirao/persistence'
import type { Checkpoints, Database, DocumentRecord, Journal, JournalRow, JournalTail } from '@mutirao/persistence'
import { createTestDatabase } from '@mutirao/persistence/testing'
import type { TestDatabase } from '@mutirao/persistence/testing'
import { pino } from 'pino'
import * as Y from 'yjs'
import { createSyncEngine } from '../engine.ts'
import type { Access, SyncEngine, SyncEngineOptions, SyncLimits } from '../types.ts'
import { WireClient } from './wire-client.ts'

const workspace = 'workspace-1'

export interface NodeOptions {
  readonly limits?: Partial<SyncLimits>
  readonly beforeLoad?: SyncEngineOptions['beforeLoad']
  /** Stands between the engine and the journal. */
  readonly journal?: (journal: Journal) => Journal
  readonly checkpoints?: (checkpoints: Checkpoints) => Checkpoints
  /** Questions that fail while true. */
  readonly failing?: { readonly authenticate: boolean; readonly access: boolean }
  /** Everybody's session is `session of <user id>`. Default: sessions never end. */
  readonly sessionLives?: SyncEngineOptions['sessionLives']
  /** Connection string of the engine's own pool; the database's by default. */
  readonly databaseUrl?: string
}

/** One server process's worth of engine behind a real HTTP server. */
export interface TestNode {
  readonly engine: SyncEngine
  readonly journal: Journal
  readonly url: string
  readonly closedReasons: string[]
  /** Bytes read from all connections so far. */
  received(): number
  /** @param address where it seems to come from; absent: nowhere in particular */
  connect(userId: string, address?: string): Promise<WireClient>
  stop(deadlineMs?: number): Promise<void>
}

export interface Harness {
  readonly database: TestDatabase
  /** Everybody is an editor unless said here; `null`: may not open anything. Tokens are user ids; `bad…` are not good. */
  readonly roles: Map<string, Role | null>
  node(options?: NodeOptions): Promise<TestNode>
  board(): Promise<DocumentRecord>
  rows(documentId: number): Promise<JournalRow[]>
  /** What the journal says a document is, replayed row by row. */
  replay(documentId: number): Promise<Y.Doc>
  /** Ends everything that was started. */
  end(): Promise<void>
}

let made = 0

export async function createHarness(): Promise<Harness> {
  const database = await createTestDatabase()
  const directory = createDirectory(database)
  await directory.createWorkspace({ id: workspace, name: 'Test' })
  const roles = new Map<string, Role | null>()
  const nodes: TestNode[] = []
  const reader = createJournal(database)
  const rows = (documentId: number): Promise<JournalRow[]> => reader.read(documentId, 0, { maxRows: 100_000 })
  return {
    database,
    roles,
    rows,
    async node(options = {}) {
      const node = await startNode(database, roles, options)
      nodes.push(node)
      return node
    },
    async board() {
      const name = boardName(`board-${process.pid}-${String(++made).padStart(6, '0')}`)
      const board = await directory.createDocument({ name, workspaceId: workspace, title: 'Funil', createdBy: 'ana' })
      if (!board) throw new Error('the name is taken')
      return board
    },
    async replay(documentId) {
      const doc = new Y.Doc()
      for (const row of await rows(documentId)) Y.applyUpdate(doc, row.update)
      return doc
    },
    async end() {
      await Promise.all(nodes.map((node) => node.stop()))
      await reader.close()
      await database.drop()
    },
  }
}

async function startNode(database: Database, roles: Harness['roles'], options: NodeOptions): Promise<TestNode> {
  const own = openDatabase(options.databaseUrl ?? database.url)
  const plain = createJournal(own, { closeDeadlineMs: 300 })
  const journal = options.journal?.(plain) ?? plain
  const tail: JournalTail = createJournalTail(own, journal, { pollMs: 500 })
  const directory = createDirectory(own)
  const closedReasons: string[] = []
  const checkpoints = createCheckpoints(own)
  const engine = createSyncEngine({
    journal,
    tail,
    checkpoints: options.checkpoints?.(checkpoints) ?? checkpoints,
    directory,
    log: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    authenticate: async (token) => {
      if (options.failing?.authenticate) throw new Error('cannot know')
      return token.startsWith('bad')
        ? null
        : { userId: token, name: `Pessoa ${token}`, sessionId: `session of ${token}` }
    },
    access: async (userId, workspaceId, rawName) => {
      if (options.failing?.access) throw new Error('cannot know')
      return accessOf(directory, roles, userId, workspaceId, rawName)
    },
    ...(options.beforeLoad ? { beforeLoad: options.beforeLoad } : {}),
    ...(options.sessionLives ? { sessionLives: options.sessionLives } : {}),
    addressOf: (request) => request.headers['x-test-address']?.toString() ?? null,
    metrics: { closed: (reason) => closedReasons.push(reason) },
    limits: { lingerMs: 0, ...options.limits },
  })
  const server = createServer()
  const connections: Socket[] = []
  server.on('connection', (socket) => connections.push(socket))
  server.on('upgrade', (request, socket, head) => engine.handleUpgrade(request, socket, head, workspace))
  const url = await listen(server)
  let stopping: Promise<void> | null = null
  return {
    engine,
    journal,
    url,
    closedReasons,
    received: () => connections.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    connect: (userId, address) => new WireClient(url, userId, address).ready(),
    stop(deadlineMs = 2_000) {
      stopping ??= (async () => {
        await engine.close(deadlineMs)
        server.close()
        server.closeAllConnections()
        await tail.close()
        await plain.close()
        await own.close()
      })()
      return stopping
    },
  }
}

async function accessOf(
  directory: ReturnType<typeof createDirectory>,
  roles: Harness['roles'],
  userId: string,
  workspaceId: string,
  rawName: string,
): Promise<Access> {
  const parsed = parseName(rawName)
  const given = roles.get(userId)
  const role = given === undefined ? 'editor' : given
  if (!parsed || role === null) return { kind: 'denied', reason: 'forbidden' }
  const document = await directory.document(workspaceId, parsed.name)
  if (!document) return { kind: 'denied', reason: 'document_gone' }
  return { kind: 'open', document, parsed, actor: actor(userId, role), write: role !== 'viewer' }
}

export const actor = (userId: string, role: Role = 'editor'): Actor => ({ userId, role, groups: [] })

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync/${workspace}`),
    )
  })

/** Writes one card with these fields, in one transaction. */
export function putCard(doc: Y.Doc, id: string, fields: Record<string, unknown>): void {
  doc.transact(() => {
    const cards = doc.getMap<Y.Map<unknown>>('cards')
    const known = cards.get(id)
    const card = known ?? new Y.Map<unknown>()
    if (!known) cards.set(id, card)
    for (const [key, value] of Object.entries(fields)) card.set(key, value)
  })
}

/** A field of a card as this copy of the board has it. */
export const cardField = (doc: Y.Doc, id: string, field: string): unknown =>
  doc.getMap<Y.Map<unknown>>('cards').get(id)?.get(field)
