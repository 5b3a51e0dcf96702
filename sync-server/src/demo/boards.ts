import { cardName, createBoardStore, demoBoard, demoRows, importCards, writeDemoDetails } from '@mutirao/documents'
import type { DemoBoard, DemoDetails, ImportRow, NewStage } from '@mutirao/documents'
import type { DocumentRecord } from '@mutirao/persistence'
import type { Parts } from '../http/parts.ts'
import { createBoard } from '../people/boards.ts'
import { editContext } from '../people/edit-context.ts'
import { partnerRows, partnerStages } from './partners.ts'
import { demoWorkspaces } from './people.ts'

/** The same cards in every installation: screenshots and tests can name them. */
const seed = 2026
/** Nobody creates a hundred cards in one moment: so many go into one edit, hours apart. */
const cardsAtOnce = 6
const hourMs = 3_600_000

/** Who works in a demo workspace: the members that may write, by user id, in the order of `demoWorkspaces`. */
interface Team {
  readonly workspaceId: string
  readonly people: readonly string[]
}

/**
 * The boards of the demo workspaces. Every edit goes through the engine in the name of one of the people, so that journal,
 * history and authorship are those of a team at work. A workspace that has boards is left alone.
 */
export async function createDemoBoards(parts: Parts): Promise<void> {
  const [sales, other] = [await teamOf(parts, 0), await teamOf(parts, 1)]
  if (sales) {
    await createSalesBoard(parts, sales)
    await createFilledBoard(parts, sales, 'Parcerias', partnerStages, partnerRows)
  }
  if (other) await createFilledBoard(parts, other, 'Vendas', undefined, () => [])
}

async function teamOf({ directory, accounts }: Parts, index: 0 | 1): Promise<Team | null> {
  const { name, people } = demoWorkspaces[index]
  const workspace = (await directory.workspaces()).find((one) => one.name === name)
  if (!workspace || (await directory.listDocuments(workspace.id)).some(({ kind }) => kind === 'board')) return null
  const writers = await Promise.all(
    people.filter(({ role }) => role !== 'viewer').map(({ email }) => accounts.personByEmail(email)),
  )
  return { workspaceId: workspace.id, people: writers.flatMap((person) => person?.id ?? []) }
}

async function createSalesBoard(parts: Parts, team: Team): Promise<void> {
  const demo = demoBoard(seed, Date.now())
  const rows = (stageIds: readonly string[]) => demoRows(demo, stageIds, team.people)
  const { board, cardIds } = await createFilledBoard(parts, team, demo.title, demo.stages, rows)
  const details = demo.cards.map((card, i) => ({ ...card, cardId: cardIds[i] }))
  for (const { cardId, owner, details: written } of details)
    if (written && cardId !== undefined) await writeDetails(parts, team, board, cardId, owner, written)
}

type Rows = (stageIds: readonly string[], people: readonly string[]) => readonly ImportRow[]

/** Cards are created by their owners. Resolves to the card ids in the order of the rows. */
async function createFilledBoard(
  parts: Parts,
  { workspaceId, people }: Team,
  title: DemoBoard['title'],
  stages: readonly NewStage[] | undefined,
  rowsFor: Rows,
): Promise<{ readonly board: DocumentRecord; readonly cardIds: readonly string[] }> {
  const { directory, engine } = parts
  const [creator] = people
  if (creator === undefined) throw new Error('the demo has nobody who may create a board')
  const board = await createBoard(directory, engine, { workspaceId, title, userId: creator, stages })
  const rows = rowsFor(await stageIdsOf(parts, board), people)
  const cardIds: string[] = []
  const batches = batchesByOwner(rows, people)
  for (const [i, { owner, places }] of batches.entries()) {
    const context = { ...editContext(owner), nowMs: Date.now() - (batches.length - i) * 9 * hourMs }
    await engine.serverEdit(board.name, 'client', owner, (doc) => {
      const batch = places.flatMap((place) => rows[place] ?? [])
      const made = importCards(doc, context, batch)
      for (const [at, place] of places.entries()) cardIds[place] = made.cardIds[at] ?? ''
    })
  }
  return { board, cardIds }
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

/** Notes and tasks are the owner's, each comment its author's. */
async function writeDetails(
  { directory, engine }: Parts,
  { workspaceId, people }: Team,
  board: DocumentRecord,
  cardId: string,
  owner: number,
  details: DemoDetails,
): Promise<void> {
  const person = (index: number): string => people[index % people.length] ?? board.createdBy
  const name = cardName(board.name.slice('board:'.length), cardId)
  await directory.ensureCardDocument(workspaceId, name, person(owner))
  const write = (userId: string, part: DemoDetails) =>
    engine.serverEdit(name, 'client', userId, (doc) => writeDemoDetails(doc, editContext(userId), part, people))
  if (details.notes.length + details.tasks.length > 0) await write(person(owner), { ...details, comments: [] })
  for (const comment of details.comments) await write(person(comment.by), { notes: [], tasks: [], comments: [comment] })
}
