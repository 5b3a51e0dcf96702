import { cardName, type DocumentName } from '@mutirao/documents'
import { seededRandom } from '@mutirao/documents/testing'
import { createTestDatabase, type TestDatabase } from '@mutirao/persistence/testing'
import { signIn } from '@mutirao/sync-server/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createSyncClient } from '../client/client.ts'
import { createMemoryDisk, createMemoryStore, type MemoryDisk } from '../store/memory.ts'
import { Cable } from '../testing/cable.ts'
import { impatient } from '../testing/simulation.ts'
import { until } from '../testing/until.ts'
import type { DocumentHandle, SyncClient } from '../types.ts'
import { JournalOracle } from './journal-oracle.ts'
import { ServerProcess } from './server-process.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const seed = Number(process.env['MUTIRAO_SEED'] ?? 1)
const steps = Number(process.env['MUTIRAO_STEPS'] ?? 500)

let database: TestDatabase
let server: ServerProcess
beforeAll(async () => {
  database = await createTestDatabase()
  server = new ServerProcess(database.url)
  await server.start()
}, 120_000)
afterAll(async () => {
  await server?.close()
  await database?.drop()
})

/** A person's device: its disk survives the client. */
class Device {
  readonly disk: MemoryDisk = createMemoryDisk()
  readonly cable: Cable
  readonly handles = new Map<DocumentName, DocumentHandle>()
  /** Local edits of which no claim has been checked yet. */
  readonly edits = new Map<DocumentName, Uint8Array[]>()
  client: SyncClient
  readonly #workspaceId: string
  readonly #userId: string
  readonly #token: string

  constructor(cable: Cable, person: { workspaceId: string; userId: string; token: string }) {
    this.cable = cable
    this.#workspaceId = person.workspaceId
    this.#userId = person.userId
    this.#token = person.token
    this.client = this.#start()
  }

  #start(): SyncClient {
    return createSyncClient({
      baseUrl: this.cable.url,
      workspaceId: this.#workspaceId,
      userId: this.#userId,
      token: () => Promise.resolve(this.#token),
      store: createMemoryStore(this.disk),
      tuning: { ...impatient, backoffBaseMs: 20, backoffCapMs: 200, stuckMs: 3000, attachTimeoutMs: 10_000 },
    })
  }

  async open(name: DocumentName): Promise<DocumentHandle> {
    const held = this.handles.get(name) ?? this.client.open(name)
    this.handles.set(name, held)
    await held.loaded
    return held
  }

  edit(name: DocumentName, doc: Y.Doc, change: () => void): void {
    const updates = this.edits.get(name) ?? []
    const listen = (update: Uint8Array): void => void updates.push(update)
    doc.on('update', listen)
    change()
    doc.off('update', listen)
    if (updates.length > 0) this.edits.set(name, updates)
  }

  async restart(): Promise<void> {
    this.client.setNetwork(false)
    this.handles.clear()
    await pause(0)
    await this.client.close()
    this.client = this.#start()
  }
}

/** About a third only delete. The card's flat checklist and its notes take it all without a rule in the way. */
function editCard(doc: Y.Doc, random: () => number): void {
  const checklist = doc.getMap('checklist')
  const notes = doc.getXmlFragment('notes')
  const key = `ITEM000${Math.floor(random() * 6)}.text`
  const choice = random()
  if (choice < 0.2) checklist.delete(key)
  else if (choice < 0.35 && notes.length > 0) notes.delete(Math.floor(random() * notes.length), 1)
  else if (choice < 0.6) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(`text ${Math.floor(random() * 1000)}`)])
    notes.insert(0, [paragraph])
  } else checklist.set(key, `value ${Math.floor(random() * 1000)}`)
}

async function createBoard(person: Awaited<ReturnType<typeof signIn>>, title: string): Promise<string> {
  const answer = await person.fetch(`/api/workspaces/${person.workspaceId}/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'board', title }),
  })
  return ((await answer.json()) as { name: string }).name.slice('board:'.length)
}

describe('against the real server and a real Postgres', () => {
  it(`[STA-1] [CLI-2] [OFF-2] [OFF-3] whenever the client says saved, SQL finds every local edit (seed ${seed})`, async () => {
    const random = seededRandom(seed)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const people = await Promise.all(
      ['ana', 'bruno', 'marina'].map((name) => signIn(server.url, `${name}@demo.mutirao`, 'mutirao-demo')),
    )
    const [ana] = people
    if (!ana) throw new Error('nobody signed in')
    const board = await createBoard(ana, 'Honestidade')
    const names = [0, 1, 2, 3].map((i) => cardName(board, `01CARD00000000000000000${i}`))
    const devices = await Promise.all(
      people.map(async (person) => new Device(await Cable.open(server.port, random), person)),
    )
    const oracle = new JournalOracle(database.pool)
    const count = { claims: 0, edits: 0, cuts: 0, kills: 0, locks: 0, restarts: 0 }
    const locks: Promise<void>[] = []

    const check = async (device: Device): Promise<void> => {
      if (device.client.status().state !== 'saved' || device.edits.size === 0) return
      const claimed = [...device.edits]
      device.edits.clear()
      count.claims += 1
      for (const [name, updates] of claimed) expect(await oracle.holds(name, updates), name).toBe(true)
    }
    /** One document's head is locked for a moment: its commits are slow. */
    const lock = async (name: string): Promise<void> => {
      const client = await database.pool.connect()
      try {
        await client.query('begin')
        await client.query(
          'select 1 from document_head where document_id = (select id from document where name = $1) for update',
          [name],
        )
        await client.query('select pg_sleep(0.25)')
        await client.query('commit')
      } finally {
        client.release()
      }
    }

    try {
      for (let i = 0; i < steps; i++) {
        const device = pick(devices)
        const dice = random()
        if (dice < 0.75) {
          const name = pick(names)
          const handle = await device.open(name)
          device.edit(name, handle.doc(), () => editCard(handle.doc(), random))
          count.edits += 1
        } else if (dice < 0.8) {
          device.cable.cut()
          count.cuts += 1
        } else if (dice < 0.82) {
          locks.push(lock(pick(names)))
          count.locks += 1
        } else if (dice < 0.85) {
          const name = pick(names)
          device.handles.get(name)?.release()
          device.handles.delete(name)
        } else if (dice < 0.86) {
          await device.restart()
          count.restarts += 1
        } else await pause(random() * 40)
        if (i % (steps / 4) === steps / 8) {
          await server.kill()
          await server.start()
          for (const each of devices) each.cable.port = server.port
          count.kills += 1
        }
        for (const each of devices) await check(each)
        if (i % 15 === 14) {
          const quietUntilMs = performance.now() + 400
          while (performance.now() < quietUntilMs && device.client.status().state !== 'saved') await pause(2)
          await check(device)
        }
      }
      await until(
        () => devices.every(({ client }) => client.status().state === 'saved'),
        40_000,
        () => JSON.stringify(devices.map(({ client }) => [client.status(), client.pending()])),
      )
      for (const device of devices) await check(device)
      if (process.env['MUTIRAO_STEPS']) console.info(count)
      expect(count.claims).toBeGreaterThan(10)
      const copies = await Promise.all(devices.map((device) => device.open(names[0] as DocumentName)))
      const journal = await oracle.read(names[0] as DocumentName)
      await until(() => copies.every((copy) => Y.equalSnapshots(Y.snapshot(copy.doc()), Y.snapshot(journal))), 10_000)
    } finally {
      await Promise.all(locks)
      await Promise.all(devices.map(({ client }) => client.close()))
      await Promise.all(devices.map(({ cable }) => cable.close()))
    }
  }, 240_000)
})
