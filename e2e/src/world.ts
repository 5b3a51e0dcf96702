/** What every end-to-end test starts from: one real server and Postgres for the run, people who come and go, boards of their own. */
import { test as base, expect } from '@playwright/test'
import { createCard, type BoardStore, type CardFields, type EditContext } from '@mutirao/documents'
import { createBoardStore, parseName, ulid } from '@mutirao/documents'
import * as Y from 'yjs'
import { Api } from './api.ts'
import { closeSharedBrowser, Person, type PersonOptions } from './person.ts'
import { TestServer } from './server.ts'

export { expect }

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

export type ArriveOptions = Omit<PersonOptions, 'serverPort'> & {
  /** Has not seen the first minute: it leads them. Everybody else knows the way. */
  readonly newcomer?: boolean
}

export interface World {
  readonly server: TestServer
  arrive(options: ArriveOptions): Promise<Person>
  /** A browser in front of the door. */
  approach(options: Omit<PersonOptions, 'serverPort'>): Promise<Person>
  /** The public HTTP interface as a demo person; one session for the whole run. */
  api(who: string): Promise<Api>
  /** A board of this test's own, made through the public HTTP interface as Ana. */
  board(title: string, cards: readonly NewCard[]): Promise<MadeBoard>
}

const newId = () => ulid(Date.now(), crypto.getRandomValues(new Uint8Array(16)))

async function makeBoard(api: Api, title: string, cards: readonly NewCard[]): Promise<MadeBoard> {
  const { name } = await api.createBoard(title)
  const doc = await api.pull(name)
  const store: BoardStore = createBoardStore(doc)
  const before = Y.encodeStateVector(doc)
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

export const test = base.extend<
  { world: World },
  { server: TestServer; apis: Map<string, Promise<Api>>; guided: Map<string, Promise<void>> }
>({
  apis: [
    async ({ server: _server }, use) => {
      await use(new Map())
    },
    { scope: 'worker' },
  ],
  /** Who knows the way already, by demo name. */
  guided: [
    async ({ server: _server }, use) => {
      await use(new Map())
    },
    { scope: 'worker' },
  ],
  server: [
    async ({}, use) => {
      const server = await TestServer.start()
      await use(server)
      await closeSharedBrowser()
      await server.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  world: async ({ server, apis, guided }, use, info) => {
    const people: Person[] = []
    const api = (who: string): Promise<Api> => {
      const email = who === 'helena' ? 'helena@other.mutirao' : `${who}@demo.mutirao`
      const known = apis.get(who) ?? Api.signIn(server.origin, email)
      apis.set(who, known)
      return known
    }
    const knows = (who: string): Promise<void> => {
      const told = guided.get(who) ?? api(who).then((person) => person.knowsTheWay())
      guided.set(who, told)
      return told
    }
    const approach: World['approach'] = async (options) => {
      const person = await Person.approach({ ...options, serverPort: server.port })
      people.push(person)
      return person
    }
    await use({
      server,
      approach,
      arrive: async ({ newcomer, ...options }) => {
        if (newcomer !== true) await knows(options.who)
        const person = await approach(options)
        await person.enter()
        return person
      },
      api,
      board: async (title, cards) => makeBoard(await api('ana'), title, cards),
    })
    const unhandled = people.flatMap((person) => person.pageErrors)
    if (info.status !== info.expectedStatus) {
      for (const person of people) await person.attachPicture(info)
      await info.attach('server output', { body: server.output.slice(-20_000), contentType: 'text/plain' })
    }
    for (const person of people) await person.leave()
    expect(unhandled, 'errors no page handled').toEqual([])
  },
})
