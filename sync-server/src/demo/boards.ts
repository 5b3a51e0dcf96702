import { createBoardStore, demoAccounts, demoBoard, demoMonth, importCards } from '@mutirao/documents'
import type { ImportRow, NewStage } from '@mutirao/documents'
import type { DocumentRecord } from '@mutirao/persistence'
import type { Parts } from '../http/parts.ts'
import { createBoard } from '../people/boards.ts'
import { editContext } from '../people/edit-context.ts'
import { createDemoAccounts } from './accounts.ts'
import { liveMonth } from './month.ts'
import type { DemoMember } from './month.ts'
import { partnerRows, partnerStages } from './partners.ts'
import { demoWorkspaces } from './people.ts'
import { createDemoRequests } from './requests.ts'

/** The same cards in every installation: screenshots and tests can name them. */
const seed = 2026
/** Nobody creates a hundred cards in one moment: so many go into one edit, hours apart. */
const cardsAtOnce = 6
const hourMs = 3_600_000

/** Who works in a demo workspace: the members that may write, by user id, in the order of `demoWorkspaces`. */
interface Team {
  readonly workspaceId: string
  readonly members: readonly DemoMember[]
  /** Their user ids. */
  readonly people: readonly string[]
}

/**
 * The boards of the demo workspaces. Every edit goes through the engine in the name of one of the people, so that journal,
 * history and authorship are those of a team at work. A workspace that has boards is left alone.
 */
export async function createDemoBoards(parts: Parts): Promise<void> {
  const [sales, other] = [await teamOf(parts, 0), await teamOf(parts, 1)]
  if (sales) {
    await createDemoRequests(parts, sales)
    await createSalesBoard(parts, sales)
    await createFilledBoard(parts, sales, 'Parcerias', partnerStages, partnerRows)
  }
  if (other) await createFilledBoard(parts, other, 'Vendas', undefined, () => [])
}

async function teamOf({ directory, accounts }: Parts, index: 0 | 1): Promise<Team | null> {
  const { name, people } = demoWorkspaces[index]
  const workspace = (await directory.workspaces()).find((one) => one.name === name)
  if (!workspace || (await directory.listDocuments(workspace.id)).some(({ kind }) => kind === 'board')) return null
  const writers = people.filter(({ role }) => role !== 'viewer')
  const members = await Promise.all(
    writers.map(async ({ email, name: personName, role, groups }): Promise<DemoMember | null> => {
      const person = await accounts.personByEmail(email)
      return person ? { userId: person.id, name: personName, role, groups } : null
    }),
  )
  const found = members.filter((member) => member !== null)
  return { workspaceId: workspace.id, members: found, people: found.map(({ userId }) => userId) }
}

async function createSalesBoard(parts: Parts, { workspaceId, members, people }: Team): Promise<void> {
  const nowMs = Date.now()
  const demo = demoBoard(seed, nowMs)
  const userId = people[0] ?? ''
  const { directory, engine } = parts
  const { title, stages } = demo
  const board = await createBoard(directory, engine, { workspaceId, title, userId, stages })
  await liveMonth(parts, {
    workspaceId,
    boardId: board.name.slice('board:'.length),
    boardName: board.name,
    scene: {
      stageIds: await stageIdsOf(parts, board),
      people: members.map(({ userId: id, name }) => ({ id, name })),
    },
    team: members,
    steps: demoMonth(demo, seed, nowMs),
  })
  await createDemoAccounts(parts, { workspaceId, members, accounts: demoAccounts(demo, seed, nowMs) })
}

type Rows = (stageIds: readonly string[], people: readonly string[]) => readonly ImportRow[]

/** Cards are created by their owners. */
async function createFilledBoard(
  parts: Parts,
  { workspaceId, people }: Team,
  title: string,
  stages: readonly NewStage[] | undefined,
  rowsFor: Rows,
): Promise<void> {
  const { directory, engine } = parts
  const [creator] = people
  if (creator === undefined) throw new Error('the demo has nobody who may create a board')
  const board = await createBoard(directory, engine, { workspaceId, title, userId: creator, stages })
  const rows = rowsFor(await stageIdsOf(parts, board), people)
  const batches = batchesByOwner(rows, people)
  for (const [i, { owner, places }] of batches.entries()) {
    const context = { ...editContext(owner), nowMs: Date.now() - (batches.length - i) * 9 * hourMs }
    await engine.serverEdit(board.name, 'client', owner, (doc) => {
      importCards(
        doc,
        context,
        places.flatMap((place) => rows[place] ?? []),
      )
    })
  }
}

const stageIdsOf = ({ engine }: Parts, board: DocumentRecord): Promise<readonly string[]> =>
  engine.read(board.name, (doc) => {
    const store = createBoardStore(doc)
    const ids = store.stages().map(({ id }) => id)
    store.destroy()
    return ids
  })

interface Batch {
  readonly owner: string
  /** Indices of rows. */
  readonly places: readonly number[]
}

/** Rows of one owner in groups of `cardsAtOnce`; the people take turns. */
function batchesByOwner(rows: readonly ImportRow[], people: readonly string[]): readonly Batch[] {
  const queues = people.map((owner) => ({
    owner,
    places: [...rows.keys()].filter((place) => rows[place]?.fields?.owner === owner),
  }))
  const batches: Batch[] = []
  for (let from = 0; queues.some(({ places }) => places.length > from); from += cardsAtOnce)
    for (const { owner, places } of queues) {
      const group = places.slice(from, from + cardsAtOnce)
      if (group.length > 0) batches.push({ owner, places: group })
    }
  return batches
}
