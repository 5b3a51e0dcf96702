/** Boards as tests and pictures need them: made by one person, pushed over HTTP like every other edit. */
import {
  createBoardStore,
  createCard,
  parseName,
  ulid,
  type BoardStore,
  type CardFields,
  type EditContext,
} from '@mutirao/documents'
import * as Y from 'yjs'
import type { Api } from './api.ts'
/** Cards in one push: some 100 KB. */
const cardsPerPush = 500

export interface NewCard {
  readonly title: string
  /** Name of the stage; the first one when absent. */
  readonly stage?: string
  readonly fields?: Partial<CardFields>
  /** When it was made and came into its stage; now when absent. */
  readonly daysAgo?: number
}

export interface MadeBoard {
  readonly name: string
  readonly id: string
  readonly title: string
  /** Card ids by title. */
  readonly cards: ReadonlyMap<string, string>
  readonly stages: readonly { readonly id: string; readonly name: string }[]
}

const newId = () => ulid(Date.now(), crypto.getRandomValues(new Uint8Array(16)))

export async function makeBoard(api: Api, title: string, cards: readonly NewCard[]): Promise<MadeBoard> {
  const { name } = await api.createBoard(title)
  const doc = await api.pull(name)
  const store: BoardStore = createBoardStore(doc)
  let before = Y.encodeStateVector(doc)
  const context: EditContext = { userId: api.userId, nowMs: Date.now(), random: Math.random, newId }
  const made = new Map<string, string>()
  for (const card of cards) {
    const stage = store.stages().find((candidate) => candidate.name === card.stage) ?? store.stages()[0]
    if (!stage) throw new Error('a board without stages')
    const at = { ...context, nowMs: context.nowMs - (card.daysAgo ?? 0) * 86_400_000 }
    const { cardId } = createCard(doc, at, {
      stageId: stage.id,
      title: card.title,
      at: 'bottom',
      ...(card.fields ? { fields: card.fields } : {}),
    })
    made.set(card.title, cardId)
    if (made.size % cardsPerPush > 0) continue
    await api.push(name, Y.encodeStateAsUpdate(doc, before))
    before = Y.encodeStateVector(doc)
  }
  await api.push(name, Y.encodeStateAsUpdate(doc, before))
  const parsed = parseName(name)
  if (parsed?.kind !== 'board') throw new Error(`not a board: ${name}`)
  return {
    name,
    id: parsed.id,
    title,
    cards: made,
    stages: store.stages().map(({ id, name: stageName }) => ({ id, name: stageName })),
  }
}
