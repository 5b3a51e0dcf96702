import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../database.ts'
import { createTestDatabase } from '../testing/index.ts'
import { entryOf, makeBoards } from '../testing/journal-fixture.ts'
import { startPostgresProxy } from '../testing/proxy.ts'
import type { Journal, JournalTail } from '../types.ts'
import { createJournal, createJournalTail } from './index.ts'

const database = await createTestDatabase()
const proxy = await startPostgresProxy(database.url)
const proxied = openDatabase(proxy.url)
const writer = createJournal(database)
const tails: JournalTail[] = []
const journal = createJournal(proxied)
const open = async (pollMs = 3_600_000): Promise<JournalTail> => {
  const tail = createJournalTail(proxied, journal, { pollMs })
  tails.push(tail)
  await tail.ready
  return tail
}
afterEach(async () => {
  proxy.up()
  await Promise.all(tails.splice(0).map((tail) => tail.close()))
})
afterAll(async () => {
  await Promise.all([writer.close(), journal.close()])
  await proxied.close()
  await proxy.close()
  await database.drop()
})

/** Heads told by the tail, as `seq by`. */
function watch(tail: JournalTail, documentId: number): { seen: string[]; stop: () => void } {
  const names = new Map([
    [writer.nodeId, 'writer'],
    [journal.nodeId, 'own'],
  ])
  const seen: string[] = []
  const stop = tail.watch(documentId, ({ seq }, nodeId) => seen.push(`${seq} ${names.get(nodeId ?? '') ?? 'poll'}`))
  return { seen, stop }
}

describe('the tail', () => {
  it('[JRN-17] tells every batch of a watched document, who wrote it, and nothing of others', async () => {
    const [watched, other] = (await makeBoards(database, 2)).map(({ id }) => id)
    const { seen, stop } = watch(await open(), watched ?? 0)
    const { epoch } = await writer.append(entryOf(watched ?? 0, 'a'))
    await writer.append(entryOf(other ?? 0, 'x'))
    await journal.append(entryOf(watched ?? 0, 'b'))
    await vi.waitFor(() => expect(seen).toEqual(['1 writer', '2 own']))
    expect(epoch).toMatch(/^[0-9a-z]{1,16}$/)
    stop()
    await writer.append(entryOf(watched ?? 0, 'c'))
    const control = watch(tails[0] as JournalTail, other ?? 0)
    await writer.append(entryOf(other ?? 0, 'y'))
    await vi.waitFor(() => expect(control.seen).toEqual(['2 writer']))
    expect(seen).toHaveLength(2)
  })

  it('[JRN-18] finds by its poll what no notice told', async () => {
    const [board] = await makeBoards(database, 1)
    const { seen } = watch(await open(50), board?.id ?? 0)
    await database.pool.query('update document_head set seq = 5 where document_id = $1', [board?.id])
    await vi.waitFor(() => expect(seen).toContain('5 poll'))
  })

  it('[JRN-27] after a lost connection it listens again and asks for the heads it missed', async () => {
    const [board] = await makeBoards(database, 1)
    const { seen } = watch(await open(), board?.id ?? 0)
    proxy.down()
    await writer.append(entryOf(board?.id ?? 0, 'missed'))
    proxy.up()
    await vi.waitFor(() => expect(seen).toContain('1 poll'), { timeout: 10_000 })
    await writer.append(entryOf(board?.id ?? 0, 'heard'))
    await vi.waitFor(() => expect(seen.at(-1)).toMatch(/^2 /))
  })

  it('[JRN-20] announces every document of one large batch', async () => {
    // Sixteen digits each: together more than one notice can hold.
    await database.pool.query('alter table document alter id restart with 1000000000000000')
    const ids = (await makeBoards(database, 450)).map(({ id }) => id)
    const tail = await open()
    const told = new Set<number>()
    for (const id of ids) tail.watch(id, () => told.add(id))
    const bulk: Journal = createJournal(database, { commitIntervalMs: 50 })
    const commits: number[] = []
    bulk.onCommit((commit) => commits.push(commit.rows))
    await Promise.all(ids.map((id) => bulk.append(entryOf(id, 'x'))))
    await bulk.close()
    expect(commits).toEqual([450])
    await vi.waitFor(() => expect(told.size).toBe(450))
  })
})
