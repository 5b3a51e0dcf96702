import { randomBytes } from 'node:crypto'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createCheckpoints } from './checkpoints.ts'
import { createJournal } from './journal/index.ts'
import { createTestDatabase } from './testing/index.ts'
import { entryOf, makeBoards } from './testing/journal-fixture.ts'

const database = await createTestDatabase()
const journal = createJournal(database)
const checkpoints = createCheckpoints(database)
afterEach(() => database.pool.query('truncate checkpoint, checkpoint_chunk, checkpoint_claim'))
afterAll(async () => {
  await journal.close()
  await database.drop()
})

/** A board with `rows` rows of `bytes` bytes each. */
async function boardWith(rows: number, bytes = 10): Promise<{ id: number; epoch: string }> {
  const [board] = await makeBoards(database, 1)
  const id = board?.id ?? 0
  await Promise.all(Array.from({ length: rows }, () => journal.append(entryOf(id, 'x'.repeat(bytes)))))
  return { id, epoch: (await journal.head(id))?.epoch ?? '' }
}

describe('a checkpoint', () => {
  it('[JRN-21] comes back chunk by chunk as it was written, and replaces the older one', async () => {
    const { id, epoch } = await boardWith(9)
    expect(await checkpoints.latest(id)).toBeNull()
    const chunks = [randomBytes(50_000), Buffer.from('small'), Buffer.alloc(0)]
    expect(await checkpoints.write(id, { epoch, seq: 5, chunks })).toBe(true)
    expect(await checkpoints.latest(id)).toEqual({ epoch, seq: 5, chunks })
    expect(await checkpoints.write(id, { epoch, seq: 9, chunks: [Buffer.from('new')] })).toBe(true)
    expect(await checkpoints.latest(id)).toEqual({ epoch, seq: 9, chunks: [Buffer.from('new')] })
    expect(await checkpoints.latestSeq(id)).toBe(9)
  })

  it('[JRN-21] is not taken when it is older, from another epoch, beyond the journal or of no document', async () => {
    const { id, epoch } = await boardWith(9)
    await checkpoints.write(id, { epoch, seq: 5, chunks: [Buffer.from('stands')] })
    for (const wrong of [
      { epoch, seq: 4 },
      { epoch, seq: 5 },
      { epoch: 'other', seq: 9 },
      { epoch, seq: 10 },
    ]) {
      expect(await checkpoints.write(id, { ...wrong, chunks: [Buffer.from('wrong')] })).toBe(false)
    }
    expect(await checkpoints.write(999_999_999, { epoch, seq: 1, chunks: [] })).toBe(false)
    expect(await checkpoints.latest(id)).toEqual({ epoch, seq: 5, chunks: [Buffer.from('stands')] })
  })

  it.each([
    [
      'a byte changed',
      `update checkpoint_chunk set data = set_byte(data, 9, get_byte(data, 9) # 1) where document_id = $1 and place = 0`,
    ],
    ['a piece missing', 'delete from checkpoint_chunk where document_id = $1 and place = 0'],
    ['an empty piece', `update checkpoint_chunk set data = $2 where document_id = $1 and place = 0`],
    ['another row', 'update checkpoint set seq = seq - 1 where document_id = $1'],
    ['of a version without seals', 'delete from checkpoint_chunk where document_id = $1 and place = -1'],
  ])('[JRN-36] that is not what was written counts as none, and the next one is due: %s', async (_what, sql) => {
    const { id, epoch } = await boardWith(9)
    const damaged: unknown[] = []
    const own = createCheckpoints(database, (...told) => damaged.push(told))
    const chunks = [randomBytes(5_000), Buffer.from('small')]
    await own.write(id, { epoch, seq: 9, chunks })
    const empty = brotliCompressSync(Buffer.alloc(0))
    await database.pool.query(sql, sql.includes('$2') ? [id, empty] : [id])
    expect(await own.latest(id)).toBeNull()
    expect(damaged).toEqual(sql.includes('place = -1') ? [] : [[id, sql.includes('seq - 1') ? 8 : 9]])
    expect(await own.latestSeq(id)).toBeNull()
    expect((await own.due(100, { minRows: 9 })).map(({ documentId }) => documentId)).toContain(id)
    expect(await own.write(id, { epoch, seq: 9, chunks })).toBe(true)
    expect(await own.latest(id)).toEqual({ epoch, seq: 9, chunks })
  })
})

describe('due documents', () => {
  it('[JRN-29] are those far enough past their checkpoint in rows or in bytes, the furthest first', async () => {
    const long = await boardWith(20)
    const heavy = await boardWith(1, 5_000)
    const small = await boardWith(3)
    const bounds = { minRows: 10, minBytes: 1_000, leaseMs: 1 }
    const ids = async (): Promise<number[]> => {
      const due = await checkpoints.due(10, bounds)
      await database.pool.query('truncate checkpoint_claim')
      return due.map((document) => document.documentId).filter((id) => [long.id, heavy.id, small.id].includes(id))
    }
    expect(await ids()).toEqual([heavy.id, long.id])
    await checkpoints.write(long.id, { epoch: long.epoch, seq: 15, chunks: [] })
    expect(await ids()).toEqual([heavy.id])
    await Promise.all(Array.from({ length: 5 }, () => journal.append(entryOf(long.id, 'x'))))
    expect(await ids()).toEqual([heavy.id, long.id])
    await checkpoints.write(heavy.id, { epoch: heavy.epoch, seq: 1, chunks: [] })
    expect(await ids()).toEqual([long.id])
  })

  it('[JRN-22] are shared by several workers: nobody gets what another has, until it is written, released or its lease is over', async () => {
    const made = await Promise.all([boardWith(12), boardWith(12), boardWith(12)])
    const bounds = { minRows: 12, minBytes: 1_000_000, leaseMs: 60_000 }
    const own = new Set(made.map(({ id }) => id))
    const workers = await Promise.all([1, 2, 3, 4].map(() => createCheckpoints(database).due(100, bounds)))
    const claimed = workers
      .flat()
      .map(({ documentId }) => documentId)
      .filter((id) => own.has(id))
    expect(claimed).toHaveLength(own.size)
    expect(new Set(claimed)).toEqual(own)
    expect((await checkpoints.due(100, bounds)).filter(({ documentId }) => own.has(documentId))).toEqual([])
    const [a, b] = made
    await checkpoints.release(a?.id ?? 0)
    await database.pool.query(
      `update checkpoint_claim set claimed_until = now() - interval '1 s' where document_id = $1`,
      [b?.id],
    )
    const again = (await checkpoints.due(100, bounds)).map(({ documentId }) => documentId).filter((id) => own.has(id))
    expect(new Set(again)).toEqual(new Set([a?.id, b?.id]))
  })
})
