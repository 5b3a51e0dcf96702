/** A person with a board on a fake client: what tests of engine and screens start from. */
import {
  boardName,
  defaultStages,
  importCards,
  maxImportRows,
  seedBoard,
  userName,
  writeDocuments,
  writeMembers,
  type EditContext,
  type ImportRow,
} from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { createEngine, type Engine } from '../engine.ts'
import { createSession, type Session } from '../session.ts'
import { createFakeClient, type FakeClient, type FakeDocument } from './fake-client.ts'

export const me = { id: 'user-fabio-01', name: 'Fábio Teixeira', email: 'fabio@demo.mutirao' }
const ana = { id: 'user-ana-0001', name: 'Ana Ribeiro' }
export const workspace = { id: 'workspace-01', name: 'Mutirão Demo', role: 'editor', groups: [] } as const
export const boardId = '01M81JGK9MBFBKNS11YR6Z7EWR'

export interface World {
  readonly client: FakeClient
  readonly engine: Engine
  readonly session: Session
  readonly board: FakeDocument
  readonly stageIds: readonly string[]
  /** For edits of a colleague. */
  readonly anas: EditContext
}

export interface WorldOptions {
  /** Cards per stage. */
  readonly cards?: number
  readonly client?: FakeClient
}

/** The answers of a server that knows this person. */
export const answering = (answers: Readonly<Record<string, unknown>>): typeof fetch =>
  ((input: RequestInfo | URL) => {
    const path = new URL(input instanceof Request ? input.url : input, 'http://here').pathname
    const answer = answers[path]
    const status = answer === undefined ? 404 : 200
    return Promise.resolve(new Response(JSON.stringify(answer ?? { code: 'not_found' }), { status }))
  }) as typeof fetch

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const client = options.client ?? createFakeClient()
  const fetch = answering({ '/api/me': { user: me, workspaces: [workspace] } })
  const session = createSession({ storage: memoryStorage(), fetch })
  await session.start()

  const people = client.document(userName(workspace.id, me.id))
  writeMembers(people.doc, [
    { id: me.id, name: me.name, role: 'editor', groups: [], active: true },
    { id: ana.id, name: ana.name, role: 'admin', groups: [], active: true },
  ])
  const name = boardName(boardId)
  writeDocuments(people.doc, [{ name, kind: 'board', title: 'Funil Comercial 2026', access: 'write' }])
  const board = client.document(name)
  const stageIds = fillBoard(board, options.cards ?? 4)
  const engine = createEngine({
    person: me,
    workspaceId: workspace.id,
    client,
    local: client.store,
    tabStorage: memoryStorage(),
  })
  return { client, engine, session, board, stageIds, anas: testContext(ana.id, 7) }
}

/** Stages and cards: `Cartão <stage>.<n>` worth n × R$ 100, in order. */
function fillBoard(board: FakeDocument, cardsPerStage: number): readonly string[] {
  const context = testContext(me.id, 1)
  const { stageIds } = seedBoard(board.doc, context, { title: 'Funil Comercial 2026', stages: defaultStages })
  const rows = stageIds.flatMap((stageId, stage) =>
    Array.from({ length: cardsPerStage }, (_, n): ImportRow => {
      return { stageId, title: `Cartão ${stage}.${n}`, fields: { value: n * 100_00, account: 'Transportes Ipê' } }
    }),
  )
  for (let from = 0; from < rows.length; from += maxImportRows) {
    importCards(board.doc, context, rows.slice(from, from + maxImportRows))
  }
  board.deliver()
  return stageIds
}

export function memoryStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}
