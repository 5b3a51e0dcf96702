import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { createCheckpoints } from '../checkpoints.ts'
import { sweepFiles } from '../files/sweep.ts'
import { emptyChain, nextChain } from '../history/chain.ts'
import { createHistoryReader, createHistoryWriter } from '../history/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { entryOf, makeBoards } from '../testing/journal-fixture.ts'
import { createJournal } from './index.ts'
import { findInSegments } from './find-batch.ts'
import { batchIdOf } from './node-id.ts'
import { createSegments } from './segments.ts'
import type { SegmentOptions } from './segments.ts'

const database = await createTestDatabase()
const journal = createJournal(database)
const history = createHistoryWriter(database)
const reader = createHistoryReader(database)
afterAll(async () => {
  await journal.close()
  await database.drop()
})

const segments = (options: SegmentOptions = {}) =>
  createSegments(database, { minAgeMs: 0, minRows: 10, maxRows: 40, ...options })
const people = ['ana', 'bruno', 'çélia']

/** A board with rows of all sorts, as if history and checkpoint had passed `behind` of them. */
async function written(rows: number, behind = rows): Promise<number> {
  const id = (await makeBoards(database, 1))[0]?.id ?? 0
  await Promise.all(
    seqsFrom(1, rows).map((i) =>
      journal.append(
        entryOf(id, `${i}`, {
          actorId: people[i % 3] ?? '',
          origin: i % 5 === 0 ? 'restore' : 'client',
          update: randomBytes((i * 7) % 90),
          note: i % 4 === 0 ? { written: [[i, 0, 1, 1_700_000_000_000 + i]], why: 'ção "x" ' } : undefined,
        }),
      ),
    ),
  )
  await passed(id, behind)
  return id
}

async function passed(id: number, seq: number): Promise<void> {
  let chain = emptyChain()
  for (const { leaf } of await history.rows(id, 0, seq, 1e9)) chain = nextChain(chain, leaf)
  await database.pool.query(
    `insert into history_cursor (document_id, seq, chain) values ($1, $2, $3)
     on conflict (document_id) do update set seq = excluded.seq, chain = excluded.chain`,
    [id, seq, chain],
  )
  await database.pool.query(
    `insert into checkpoint (document_id, epoch, seq, journal_bytes) select $1, epoch, $2, 0 from epoch
     on conflict (document_id) do update set seq = excluded.seq, epoch = excluded.epoch`,
    [id, seq],
  )
}

/** Moves all there is of one document. @returns the ends of its segments */
async function moveAll(id: number, options: SegmentOptions = {}): Promise<number[]> {
  const ends: number[] = []
  for (;;) {
    const due = (await segments(options).due(1_000)).find(({ documentId }) => documentId === id)
    const moved = due && (await segments(options).move(due))
    if (!moved) return ends
    ends.push(moved.toSeq)
  }
}

const inTable = async (id: number): Promise<number[]> =>
  (
    await database.pool.query<{ seq: number }>('select seq from journal where document_id = $1 order by seq', [id])
  ).rows.map(({ seq }) => seq)
const inSegments = async (id: number): Promise<(readonly [from: number, to: number])[]> =>
  (
    await database.pool.query<{ from_seq: number; to_seq: number }>(
      'select from_seq, to_seq from journal_segment where document_id = $1 order by 1',
      [id],
    )
  ).rows.map(({ from_seq, to_seq }) => [from_seq, to_seq])
const seqsFrom = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** Somebody with all rights in the database. */
async function unguarded(sql: string, id: number): Promise<void> {
  await database.pool.query(`
    alter table journal disable trigger journal_append_only; alter table journal_segment disable trigger journal_segment_append_only;
    ${sql.replaceAll('$1', String(id))};
    alter table journal enable trigger journal_append_only; alter table journal_segment enable trigger journal_segment_append_only`)
}

describe('rows in segments', () => {
  it('[SEG-1] [SEG-2] come back exactly, within the bounds of the reader, wherever it begins', async () => {
    const id = await written(130, 120)
    const before = await journal.read(id, 0)
    const leaves = await history.rows(id, 0, 1_000, 1e9)
    const [numbers, time] = [await reader.numbers(id), await reader.rowTime(id, 17)]
    expect(await moveAll(id)).toEqual([40, 80, 120])
    expect([await inTable(id), await inSegments(id)]).toEqual([
      seqsFrom(121, 130),
      [
        [1, 40],
        [41, 80],
        [81, 120],
      ],
    ])
    expect(await journal.read(id, 0)).toEqual(before)
    expect(await history.rows(id, 0, 1_000, 1e9)).toMatchObject(leaves)
    for (let after = 0; after < 130; after += 7) {
      const wanted = before.slice(after)
      expect(await journal.read(id, after, { maxRows: 50 })).toEqual(wanted.slice(0, 50))
      const bounded = await journal.read(id, after, { maxBytes: 300 })
      const bytes = bounded.map(({ update }) => update.length)
      expect(bounded).toEqual(wanted.slice(0, bounded.length))
      const sum = bytes.reduce((all, length) => all + length, 0)
      expect(after + bounded.length === 130 || sum >= 300).toBe(true)
      expect(sum - (bytes.at(-1) ?? 0)).toBeLessThan(300)
    }
    const own = await journal.read(id, 35, { skipNode: journal.nodeId })
    expect(own.every((row) => row.own && row.update.length === 0)).toBe(true)
    expect(await reader.rowTime(id, 17)).toBe(time)
    const { segments: packed, ...others } = await reader.numbers(id)
    expect(others).toEqual({ ...numbers, segments: undefined })
    expect(packed).toMatchObject({ segments: 3, rows: 120 })
    expect(packed.bytesAfter).toBeLessThan(packed.bytesBefore)
  })

  it('[SEG-2] a batch whose answer was lost is found there', async () => {
    const id = await written(30)
    const rows = await journal.read(id, 0)
    const second = rows[10]
    const base = rows.findIndex(({ batchId }) => batchId === second?.batchId)
    expect(await moveAll(id, { maxRows: 29 })).toEqual([29])
    const ask = (nodeId: string, after: number) =>
      findInSegments(
        async ({ text, values }) =>
          (await database.pool.query<{ documentId: number; fromSeq: number; data: Buffer }>(text, values)).rows,
        { nodeId, batchId: second?.batchId ?? '', documents: [id], after: [after] },
      )
    expect(await ask(journal.nodeId, 10)).toEqual([{ document_id: id, epoch: second?.epoch, base }])
    expect([await ask(journal.nodeId, 29), await ask('0123456789abcdef', 0)]).toEqual([[], []])
    expect(batchIdOf(journal.nodeId, 1).slice(0, 8)).toBe(second?.batchId.slice(0, 8))
  })

  it('[SEG-2] a file spoken of there is not swept away', async () => {
    const id = await written(5)
    const [kept, gone] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')]
    await journal.append(entryOf(id, `a file: ${kept}!`))
    for (let i = 0; i < 10; i++) await journal.append(entryOf(id, `${i}`))
    for (const hash of [kept, gone])
      await database.pool.query(
        `insert into file (document_id, workspace_id, sha256, bytes, name, created_by, touched_at)
         values ($1, 'workspace-1', $2, 3, 'a.pdf', 'ana', now() - interval '1 hour')`,
        [id, hash],
      )
    await passed(id, 16)
    expect(await moveAll(id)).toEqual([15])
    await sweepFiles(database.pool, 60_000)
    const { rows } = await database.pool.query('select sha256 from file where document_id = $1', [id])
    expect(rows).toEqual([{ sha256: kept }])
  })

  it('[SEG-2] count in a checkpoint made anew', async () => {
    const id = await written(60)
    await moveAll(id)
    await database.pool.query('delete from checkpoint where document_id = $1', [id])
    const checkpoints = createCheckpoints(database)
    const epoch = (await journal.head(id))?.epoch ?? ''
    const bytesAt = async (seq: number): Promise<number> => {
      await checkpoints.write(id, { epoch, seq, chunks: [] })
      const { rows } = await database.pool.query<{ bytes: number }>(
        'select journal_bytes as bytes from checkpoint where document_id = $1',
        [id],
      )
      return rows[0]?.bytes ?? 0
    }
    const all = (await journal.read(id, 0)).map(({ update }) => update.length)
    const sum = (to: number): number => all.slice(0, to).reduce((bytes, length) => bytes + length, 0)
    expect(await bytesAt(40)).toBe(sum(40))
    expect(await bytesAt(60)).toBe(sum(60))
  })
})

describe('which rows move', () => {
  it('[SEG-3] those behind history, checkpoint and decisions, old enough, never the newest', async () => {
    const id = await written(60, 45)
    const until = async (options: SegmentOptions = {}): Promise<number | undefined> =>
      (await segments(options).due(1_000)).find(({ documentId }) => documentId === id)?.untilSeq
    expect(await until()).toBe(45)
    await database.pool.query('update history_cursor set seq = 30 where document_id = $1', [id])
    expect(await until()).toBe(30)
    await database.pool.query(`update document set kind = 'requests' where id = $1`, [id])
    expect(await until()).toBeUndefined()
    await database.pool.query('insert into decision_cursor (document_id, seq) values ($1, 25)', [id])
    expect(await until()).toBe(25)
    await database.pool.query(`update document set kind = 'user' where id = $1`, [id])
    expect(await until()).toBe(45)
    await database.pool.query(`update checkpoint set epoch = 'another' where document_id = $1`, [id])
    expect(await until()).toBeUndefined()
    await passed(id, 60)
    expect([await until(), await until({ minRows: 60 }), await until({ minAgeMs: 60_000 })]).toEqual([
      59,
      undefined,
      undefined,
    ])
    await unguarded(
      `update journal set received_at = now() - interval '1 hour' where document_id = $1 and seq <= 20`,
      id,
    )
    expect(await moveAll(id, { minAgeMs: 60_000 })).toEqual([20])
  })

  it('[SEG-8] few rows with many bytes are a run too, as an import leaves them, when they are old enough', async () => {
    const id = await written(3)
    for (const bytes of [4_000, 4_000, 10]) await journal.append(entryOf(id, '', { update: randomBytes(bytes) }))
    await passed(id, 6)
    const isDue = async (options: SegmentOptions): Promise<boolean> =>
      (await segments({ minBytes: 8_000, ...options }).due(1_000)).some(({ documentId }) => documentId === id)
    expect([await isDue({}), await isDue({ minBytes: 9_000 }), await isDue({ minAgeMs: 60_000 })]).toEqual([
      true,
      false,
      false,
    ])
    expect(await moveAll(id, { minBytes: 8_000 })).toEqual([5])
    expect(await inTable(id)).toEqual([6])
    expect(await isDue({})).toBe(false)
  })

  it('[SEG-3] large rows fill a segment by themselves', async () => {
    const id = await written(9)
    for (const bytes of [3_000, 10, 5_000]) await journal.append(entryOf(id, '', { update: randomBytes(bytes) }))
    await passed(id, 12)
    expect(await moveAll(id, { maxBytes: 4_000 })).toEqual([11])
    expect(await moveAll(id, { maxBytes: 2_000, minRows: 1 })).toEqual([])
    expect(await inTable(id)).toEqual([12])
    const small = await written(12)
    expect(await moveAll(small, { maxBytes: 100, minRows: 1 })).toContain(11)
    expect(await inTable(small)).toEqual([12])
  })
})

/** The backend that moves dies here: as soon as this has happened in its transaction. */
const deaths: Record<string, string> = {
  'after the segment is written': 'after insert on journal_segment for each statement',
  'before a row goes': 'before delete on journal for each statement',
  'after the rows have gone': 'after delete on journal for each statement',
}

describe('a move', () => {
  const whole = async (id: number): Promise<void> => {
    const seqs = (await inSegments(id)).flatMap(([from, to]) => seqsFrom(from, to))
    expect([...seqs, ...(await inTable(id))]).toEqual(seqsFrom(1, 50))
  }

  it.each([...Object.keys(deaths), 'at the commit'])(
    '[SEG-5] that dies %s has not begun, and is made again',
    async (when) => {
      const id = await written(50)
      const die = `create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`
      const deferred =
        'create constraint trigger dying after insert on journal_segment deferrable initially deferred for each row execute function die()'
      await database.pool.query(
        `${die}; ${deaths[when] === undefined ? deferred : `create trigger dying ${deaths[when]} execute function die()`}`,
      )
      await expect(moveAll(id)).rejects.toThrow()
      await database.pool.query('drop function die() cascade')
      await whole(id)
      expect(await inSegments(id)).toEqual([])
      expect(await moveAll(id)).toEqual([40])
      await whole(id)
    },
  )

  it('[SEG-5] is made once, however many try', async () => {
    const id = await written(50)
    const [due] = (await segments().due(1_000)).filter(({ documentId }) => documentId === id)
    if (!due) throw new Error('nothing is due')
    const tries = await Promise.all([40, 30, 20, 40].map((maxRows) => segments({ maxRows }).move(due)))
    expect(tries.filter((moved) => moved !== null)).toHaveLength(1)
    await whole(id)
  })

  it('[SEG-6] is the only way a row goes; a segment stays as it is', async () => {
    const id = await written(50)
    await moveAll(id)
    for (const sql of [
      'delete from journal where document_id = $1 and seq = 45',
      `update journal_segment set data = '' where document_id = $1`,
      'delete from journal_segment where document_id = $1',
    ])
      await expect(database.pool.query(sql, [id])).rejects.toThrow('append-only')
    await whole(id)
  })
})

describe('verify', () => {
  it('[SEG-4] names the row within a segment, or the segment', async () => {
    const id = await written(130)
    await moveAll(id)
    const { rows } = await database.pool.query<{ data: Buffer }>(
      'select data from journal_segment where document_id = $1 and from_seq = 41',
      [id],
    )
    const untouched = rows[0]?.data ?? Buffer.alloc(0)
    const put = (data: Buffer): Promise<void> =>
      unguarded(
        `update journal_segment set data = '\\x${data.toString('hex')}' where document_id = $1 and from_seq = 41`,
        id,
      )
    expect(await reader.verify(id)).toEqual({ ok: true, rows: 130, headSeq: 130, broken: null })
    const { packRows, unpackRows } = await import('./segment-codec.ts')
    const packed = await unpackRows(untouched)
    const forged = packed.map((row, i) => (i === 11 ? { ...row, actorId: 'somebody else' } : row))
    await put(await packRows(forged))
    expect((await reader.verify(id)).broken).toEqual({ fromSeq: 52, toSeq: 52, why: 'leaf' })
    await put(untouched.subarray(0, -40))
    expect((await reader.verify(id)).broken).toEqual({ fromSeq: 41, toSeq: 80, why: 'segment' })
    await put(await packRows(packed.slice(1)))
    expect((await reader.verify(id)).broken).toEqual({ fromSeq: 41, toSeq: 80, why: 'segment' })
    const exchanged = [...packed]
    ;[exchanged[3], exchanged[4]] = [packed[4], packed[3]] as [(typeof packed)[number], (typeof packed)[number]]
    await put(await packRows(exchanged))
    expect((await reader.verify(id)).broken).toMatchObject({ why: 'chain' })
    await put(untouched)
    expect(await reader.verify(id)).toMatchObject({ ok: true })
    await unguarded('delete from journal_segment where document_id = $1 and from_seq = 41', id)
    expect((await reader.verify(id)).broken).toMatchObject({ fromSeq: 41, why: 'gap' })
    await unguarded('delete from journal where document_id = $1', id)
    expect((await reader.verify(id)).broken).toMatchObject({ fromSeq: 41, why: 'gap' })
  })
})
