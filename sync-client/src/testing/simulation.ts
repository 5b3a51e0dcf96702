import { boardName, type DocumentName } from '@mutirao/documents'
import { seededRandom } from '@mutirao/documents/testing'
import type * as Y from 'yjs'
import { createSyncClient } from '../client/client.ts'
import { createMemoryDisk, createMemoryStore, type MemoryDisk } from '../store/memory.ts'
import type { Tuning } from '../tuning.ts'
import type { DocumentHandle, SyncClient } from '../types.ts'
import { FakeNetwork } from './fake-network.ts'
import { OracleHttp } from './oracle-http.ts'
import { OracleServer } from './oracle-server.ts'
import { until } from './until.ts'

export interface SimulationOptions {
  readonly seed: number
  readonly steps: number
  readonly people: number
  readonly documents: number
  readonly commitMaxMs: number
  readonly refusal: number
}

export interface SimulationResult {
  /** Moments at which a client claimed that everything is saved and something had been edited. */
  claims: number
  /** Claims of which the journal knew better. Must be empty. */
  readonly lies: string[]
  edits: number
  kills: number
  cuts: number
  restarts: number
  /** Times when no WebSocket got through, only HTTP. */
  blocks: number
}

/** Impatient settings, so that thousands of reconnects fit into a test. */
export const impatient: Partial<Tuning> = {
  batchMs: 4,
  releaseDelayMs: 5,
  backoffBaseMs: 4,
  backoffCapMs: 20,
  refusalBaseMs: 4,
  refusalCapMs: 20,
  attachTimeoutMs: 500,
  stuckMs: 30,
  confirmDelayMs: 3,
  nudgeEveryMs: 0,
  webSocketFailuresBeforeHttp: 1_000_000,
  writtenMinAgeMs: 5,
}

const documentName = (i: number): DocumentName => boardName(`SIMULATEDBOARD${String(i).padStart(4, '0')}`)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** One person with one device: survives restarts of the client, because the disk does. */
class Person {
  readonly disk: MemoryDisk = createMemoryDisk()
  readonly handles = new Map<DocumentName, DocumentHandle>()
  /** Copies of everything this device ever changed: what "saved" must cover, open or not. */
  readonly changed = new Map<DocumentName, Uint8Array[]>()
  client: SyncClient
  readonly #network: FakeNetwork
  readonly #http: OracleHttp
  readonly #random: () => number

  constructor(network: FakeNetwork, http: OracleHttp, random: () => number) {
    this.#network = network
    this.#http = http
    this.#random = random
    this.client = this.#start()
  }

  #start(): SyncClient {
    return createSyncClient({
      baseUrl: 'http://oracle',
      workspaceId: 'w',
      userId: 'p',
      token: () => Promise.resolve('token'),
      store: createMemoryStore(this.disk),
      WebSocket: this.#network.WebSocket,
      fetch: this.#http.fetch,
      random: this.#random,
      tuning: { ...impatient, webSocketFailuresBeforeHttp: 2, pollMinMs: 20, pollMaxMs: 100, pushEveryMs: 5 },
    })
  }

  async handle(name: DocumentName): Promise<DocumentHandle> {
    const held = this.handles.get(name)
    if (held) return held
    const handle = this.client.open(name)
    this.handles.set(name, handle)
    await handle.loaded
    return handle
  }

  release(name: DocumentName): void {
    this.handles.get(name)?.release()
    this.handles.delete(name)
  }

  /** As when the browser is killed: what is on the disk stays, nothing else. */
  async restart(): Promise<void> {
    this.client.setNetwork(false)
    this.handles.clear()
    // Appends of the last turn reach the disk: the person saw them painted after they were written.
    await pause(0)
    await this.client.close()
    this.client = this.#start()
  }
}

/** A random edit; about a third only delete. Returns the update it made. */
function editAtRandom(doc: Y.Doc, random: () => number): Uint8Array | null {
  let made: Uint8Array | null = null
  const listen = (update: Uint8Array): void => {
    made = update
  }
  doc.on('update', listen)
  const map = doc.getMap('cards')
  const text = doc.getText('notes')
  const choice = random()
  const key = `k${Math.floor(random() * 8)}`
  if (choice < 0.2) map.delete(key)
  else if (choice < 0.33 && text.length > 0) text.delete(Math.floor(random() * text.length), 1)
  else if (choice < 0.6) text.insert(Math.floor(random() * (text.length + 1)), 'ab')
  else map.set(key, Math.floor(random() * 1000))
  doc.off('update', listen)
  return made
}

export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const random = seededRandom(options.seed)
  const network = new FakeNetwork(random, 3)
  const slow = (): number => (random() < 0.1 ? options.commitMaxMs : random() * 4)
  const server = new OracleServer({ random, commitMs: slow, refusal: options.refusal })
  const http = new OracleHttp(server)
  let [accept, isBlocked] = [server.start(), false]
  const restart = (): void => {
    accept = server.start()
    network.accept = isBlocked ? null : accept
  }
  const block = (blocked: boolean): void => {
    isBlocked = blocked
    network.accept = isBlocked ? null : accept
    if (isBlocked) network.cut()
  }
  block(false)
  const result: SimulationResult = { claims: 0, lies: [], edits: 0, kills: 0, cuts: 0, restarts: 0, blocks: 0 }
  const people = Array.from({ length: options.people }, () => new Person(network, http, random))
  const names = Array.from({ length: options.documents }, (_, i) => documentName(i))
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

  const check = (person: Person, when: string): void => {
    if (person.client.status().state !== 'saved') return
    if (person.changed.size > 0) result.claims += 1
    for (const [name, updates] of person.changed) {
      if (!server.holdsUpdates(name, updates)) result.lies.push(`${when}: ${name}`)
      else person.changed.delete(name)
    }
  }
  const step = async (i: number): Promise<void> => {
    const person = pick(people)
    const name = pick(names)
    const dice = random()
    if (dice < 0.7) {
      const handle = await person.handle(name)
      const update = editAtRandom(handle.doc(), random)
      if (update) {
        result.edits += 1
        person.changed.set(name, [...(person.changed.get(name) ?? []), update])
      }
    } else if (dice < 0.76) {
      network.cut(0.7)
      result.cuts += 1
    } else if (dice < 0.78) {
      server.kill()
      network.cut()
      restart()
      result.kills += 1
    } else if (dice < 0.82) person.release(name)
    else if (dice < 0.84) {
      person.client.setNetwork(false)
      setTimeout(() => person.client.setNetwork(true), random() * 60)
    } else if (dice < 0.86) server.closeDocument(name)
    else if (dice < 0.87) {
      await person.restart()
      result.restarts += 1
    } else if (dice < 0.89) {
      block(!isBlocked)
      result.blocks += 1
    } else await pause(random() * 25)
    for (const each of people) check(each, `step ${i}`)
    if (i % 15 !== 14) return
    // A quiet moment, so that there is something to claim.
    const quietUntilMs = performance.now() + 150
    while (performance.now() < quietUntilMs && person.client.status().state !== 'saved') await pause(1)
    check(person, `after step ${i}`)
  }

  for (let i = 0; i < options.steps; i++) await step(i)
  block(false)
  for (const person of people) person.client.setNetwork(true)
  await until(
    () => people.every((person) => person.client.status().state === 'saved'),
    20_000,
    () =>
      JSON.stringify(people.map((person) => ({ status: person.client.status(), pending: person.client.pending() }))),
  )
  for (const person of people) check(person, 'end')
  await Promise.all(people.map((person) => person.client.close()))
  server.kill()
  return result
}
