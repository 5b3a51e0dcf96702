/** What every end-to-end test starts from: one real server and Postgres for the run, people who come and go, boards of their own. */
import { test as base, expect } from '@playwright/test'
import { Api } from './api.ts'
import { makeBoard, type MadeBoard, type NewCard } from './boards.ts'
import { closeSharedBrowser, Person, type PersonOptions } from './person.ts'
import { TestServer } from './server.ts'

export { expect }

export type ArriveOptions = Omit<PersonOptions, 'serverPort'> & {
  /** Has not seen the first minute: it leads them. Everybody else knows the way. */
  readonly newcomer?: boolean
  /** The address they come for. Without it they are signed in and have opened nothing yet: the test says where they go. */
  readonly at?: string
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
    { scope: 'worker', timeout: 240_000 },
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
      arrive: async ({ newcomer, at, ...options }) => {
        if (newcomer !== true) await knows(options.who)
        const person = await approach(options)
        if (at === undefined && !person.isInstalled) await person.takeSession()
        else await person.enter(at)
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
