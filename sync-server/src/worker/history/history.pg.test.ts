import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { boardName, Interpreter, replayFact, withoutEmptyRoots, documentState } from '@mutirao/documents'
import type { DocumentState, JsonValue } from '@mutirao/documents'
import {
  createCheckpoints,
  createDirectory,
  createHistoryReader,
  createHistoryWriter,
  createJournal,
  createSegments,
  silentLog,
} from '@mutirao/persistence'
import type { DocumentRecord, Journal } from '@mutirao/persistence'
import { createTestDatabase } from '@mutirao/persistence/testing'
import type { TestDatabase } from '@mutirao/persistence/testing'
import * as Y from 'yjs'
import { makeCheckpoint } from '../checkpoint.ts'
import { rebuild } from '../rebuild.ts'
import { startHistoryLoop } from './loop.ts'
import type { HistoryLoop, HistoryLoopOptions } from './loop.ts'

let database: TestDatabase
let journal: Journal
let made = 0
beforeAll(async () => {
  database = await createTestDatabase()
  journal = createJournal(database)
  await createDirectory(database).createWorkspace({ id: 'workspace-1', name: 'Test' })
})
afterAll(async () => {
  await journal.close()
  await database.drop()
})

async function board(): Promise<DocumentRecord> {
  const name = boardName(`board-h-${String(++made).padStart(6, '0')}`)
  const wanted = { name, workspaceId: 'workspace-1', title: 'Funil', createdBy: 'ana' }
  const record = await createDirectory(database).createDocument(wanted)
  if (!record) throw new Error('the name is taken')
  return record
}

/** A person with a copy; `write` journals what `edit` changes there. */
function person(documentId: number, actorId: string, clientID: number) {
  const doc = new Y.Doc()
  doc.clientID = clientID
  return {
    doc,
    async write(edit: (doc: Y.Doc) => void, note: JsonValue = null): Promise<number> {
      const vector = Y.encodeStateVector(doc)
      doc.transact(() => edit(doc))
      const update = Y.encodeStateAsUpdate(doc, vector)
      return (await journal.append({ documentId, actorId, origin: 'client', update, note })).seq
    },
    async receive(): Promise<void> {
      for (const { update } of await journal.read(documentId, 0)) Y.applyUpdate(doc, update)
    },
  }
}

const loops: HistoryLoop[] = []
const start = (options: Partial<HistoryLoopOptions> = {}): HistoryLoop => {
  const loop = startHistoryLoop({
    database,
    checkpoints: createCheckpoints(database),
    log: silentLog,
    gatherMs: 0,
    apartMs: 0,
    ...options,
  })
  loops.push(loop)
  return loop
}
const stop = async (...running: HistoryLoop[]): Promise<void> => {
  for (const loop of running) loop.stop()
  await Promise.all(running.map(({ done }) => done))
}

const derived = async (documentId: number): Promise<number> =>
  (await createHistoryWriter(database).cursor(documentId)).seq
const level = async (documentId: number): Promise<void> => {
  const head = (await journal.head(documentId))?.seq ?? 0
  while ((await derived(documentId)) < head) await new Promise((resolve) => setTimeout(resolve, 5))
}

const tables = ['fact', 'conflict', 'history_cursor', 'chain_link', 'history_moment'] as const
/** Everything derived from one document, but for when that was. */
async function everything(documentId: number): Promise<Record<string, string[]>> {
  const rows = await Promise.all(
    tables.map((table) =>
      database.pool.query<Record<string, unknown>>(`select * from ${table} where document_id = $1`, [documentId]),
    ),
  )
  const texts = (of: readonly Record<string, unknown>[]): string[] =>
    of.map((row) => JSON.stringify({ ...row, derived_at: null })).sort()
  return Object.fromEntries(tables.map((table, i) => [table, texts(rows[i]?.rows ?? [])]))
}

const factsOf = async (documentId: number) =>
  (
    await database.pool.query<{
      seq: number
      place: number
      path: string[]
      kind: string
      after: JsonValue
      conflict: Record<string, unknown> | null
    }>('select seq, place, path, kind, after, conflict from fact where document_id = $1 order by seq, place', [
      documentId,
    ])
  ).rows

describe('the history worker', () => {
  it('[HIS-33] does not wait for the disk when it commits, and the journal does', async () => {
    await database.pool.query(`
      create table waits (who text, setting text);
      create function note_wait() returns trigger language plpgsql as $$
        begin insert into waits values (tg_table_name, current_setting('synchronous_commit')); return null; end $$;
      create trigger note after insert or update on history_cursor execute function note_wait();
      create trigger note after update on document_head execute function note_wait()`)
    const { id } = await board()
    await person(id, 'ana', 1).write((doc) => doc.getMap('values').set('k', 1))
    const loop = start()
    await level(id)
    await stop(loop)
    const { rows } = await database.pool.query('select distinct who, setting from waits order by who')
    await database.pool.query(
      'drop trigger note on history_cursor; drop trigger note on document_head; drop function note_wait; drop table waits',
    )
    expect(rows).toEqual([
      { who: 'document_head', setting: 'on' },
      { who: 'history_cursor', setting: 'off' },
    ])
  })

  it('[HIS-8] writes every fact once, however many workers there are and whoever of them stops', async () => {
    const records = await Promise.all(Array.from({ length: 4 }, board))
    const people = records.map(({ id }) => person(id, 'ana', 1))
    let running = [start(), start(), start()]
    for (let round = 0; round < 30; round++) {
      await Promise.all(
        people.map((who, i) => who.write((doc) => doc.getMap('values').set(`k${round % 7}`, `${i}-${round}`))),
      )
      if (round % 10 === 5) {
        const [first] = running
        if (first) await stop(first)
        running = [...running.slice(1), start()]
      }
    }
    await Promise.all(records.map(({ id }) => level(id)))
    await stop(...running)
    for (const { id } of records) {
      const facts = await factsOf(id)
      expect(facts.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
      const { rows } = await database.pool.query('select facts from history_cursor where document_id = $1', [id])
      expect(rows).toEqual([{ facts: 30 }])
    }
  })

  it('[HIS-10] conflicts name both people and both times, and end when somebody decides', async () => {
    const { id } = await board()
    const [ana, bruno] = [person(id, 'ana', 1), person(id, 'bruno', 2)]
    const value = (doc: Y.Doc) => doc.getMap('cards').get('card-1') as Y.Map<unknown>
    await ana.write((doc) => doc.getMap('cards').set('card-1', new Y.Map([['value', 1]])))
    await bruno.receive()
    await ana.write((doc) => value(doc).set('value', 2))
    await bruno.write((doc) => value(doc).set('value', 3))
    const loop = start()
    await level(id)
    const conflicts = async () =>
      (
        await database.pool.query(
          'select seq, kept_by, lost_by, resolved_seq, resolved_by, resolution from conflict where document_id = $1',
          [id],
        )
      ).rows
    expect(await conflicts()).toEqual([
      { seq: 3, kept_by: 'bruno', lost_by: 'ana', resolved_seq: null, resolved_by: null, resolution: null },
    ])
    const [fact] = (await factsOf(id)).filter(({ conflict }) => conflict)
    const arrivals = (await journal.read(id, 0)).map(({ receivedAtMs }) => receivedAtMs)
    expect(fact?.conflict).toEqual({
      kept: 3,
      keptBy: 'bruno',
      keptAtMs: arrivals[2],
      keptSeq: 3,
      lost: 2,
      lostBy: 'ana',
      lostAtMs: arrivals[1],
      lostSeq: 2,
    })
    await ana.receive()
    await ana.write((doc) => value(doc).set('value', 2))
    await level(id)
    await stop(loop)
    expect(await conflicts()).toEqual([
      { seq: 3, kept_by: 'bruno', lost_by: 'ana', resolved_seq: 4, resolved_by: 'ana', resolution: 'lost' },
    ])
  })

  it('[HIS-9] a document that cannot be interpreted stops nobody and shows; it goes on by itself when it can', async () => {
    const [broken, fine] = [await board(), await board()]
    const update = new Uint8Array(100).fill(255)
    await journal.append({ documentId: broken.id, actorId: 'ana', origin: 'client', update })
    const loop = start()
    // However this ends, nobody after it finds the broken rows.
    onTestFinished(async () => {
      await stop(loop)
      await database.pool.query('alter table journal disable trigger journal_append_only')
      await database.pool.query('delete from journal where document_id = $1', [broken.id])
      await database.pool.query('update document_head set seq = 0 where document_id = $1', [broken.id])
      await database.pool.query('alter table journal enable trigger journal_append_only')
    })
    await person(fine.id, 'ana', 1).write((doc) => doc.getMap('meta').set('title', 'x'))
    await level(fine.id)
    while (loop.stats().stuck === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(loop.stats()).toMatchObject({ stuck: 1, due: 1 })
    const { rows } = await database.pool.query(
      'select failures > 0 as failed, seq from history_cursor where document_id = $1',
      [broken.id],
    )
    expect(rows).toEqual([{ failed: true, seq: 0 }])
  })

  it('[HIS-2] goes on from a checkpoint, which never lies beyond it', async () => {
    const { id, name } = await board()
    const ana = person(id, 'ana', 1)
    for (let i = 0; i < 20; i++) await ana.write((doc) => doc.getMap('values').set(`k${i}`, i))
    let loop = start()
    await level(id)
    await stop(loop)
    await ana.write((doc) => doc.getMap('values').set('k3', 'later'))
    const checkpoints = createCheckpoints(database)
    const head = await journal.head(id)
    if (!head) throw new Error('gone')
    const history = createHistoryWriter(database)
    const parts = { journal, checkpoints, derivedSeq: (documentId: number) => history.checkpointLimit(documentId) }
    expect(await makeCheckpoint(parts, { documentId: id, name, checkpointSeq: 0, ...head })).toBe(20)
    loop = start()
    await level(id)
    await stop(loop)
    expect((await factsOf(id)).at(-1)).toMatchObject({ seq: 21, path: ['values', 'k3'], after: 'later' })
    const { rows } = await database.pool.query('select before from fact where document_id = $1 and seq = 21', [id])
    expect(rows).toEqual([{ before: 3 }])
  })

  it('[HIS-15] chains the leaves: the first rows that are changed, missing or exchanged are named', async () => {
    const { id } = await board()
    const ana = person(id, 'ana', 1)
    for (let i = 0; i < 230; i++) await ana.write((doc) => doc.getMap('values').set(`k${i % 5}`, i))
    const loop = start()
    await level(id)
    await stop(loop)
    const verdict = () => createHistoryReader(database).verify(id)
    expect(await verdict()).toEqual({ ok: true, rows: 230, headSeq: 230, broken: null })
    /** Somebody with all rights in the database does this, it is looked at, and undone. */
    const tampered = async (sql: string) => {
      const client = await database.pool.connect()
      try {
        await client.query('alter table journal disable trigger journal_append_only')
        await client.query(
          'create temporary table untouched as select * from journal where document_id = ' + String(id),
        )
        await client.query(sql.replace('$1', String(id)))
        const seen = await verdict()
        await client.query('delete from journal where document_id = ' + String(id))
        await client.query('insert into journal select * from untouched')
        await client.query('drop table untouched')
        await client.query('alter table journal enable trigger journal_append_only')
        return seen.broken
      } finally {
        client.release()
      }
    }
    expect(await tampered(`update journal set actor_id = 'bruno' where document_id = $1 and seq = 150`)).toEqual({
      fromSeq: 150,
      toSeq: 150,
      why: 'leaf',
    })
    expect(await tampered('delete from journal where document_id = $1 and seq = 77')).toEqual({
      fromSeq: 77,
      toSeq: 77,
      why: 'gap',
    })
    // Rows with true leaves in another order.
    const exchange = `update journal set seq = case seq when 110 then 1000 when 111 then 110 else 111 end where document_id = $1 and seq in (110, 111);
      update journal set seq = 111 where document_id = $1 and seq = 1000`
    expect(await tampered(exchange.replaceAll('$1', String(id)))).toEqual({ fromSeq: 101, toSeq: 200, why: 'chain' })
    expect(await verdict()).toMatchObject({ ok: true })
  })

  it('[HIS-52] names a time nobody wrote, an end that was cut off with its head, and a row put beyond it', async () => {
    const { id } = await board()
    const ana = person(id, 'ana', 1)
    for (let i = 0; i < 12; i++) await ana.write((doc) => doc.getMap('values').set('k', i))
    const loop = start()
    await level(id)
    await stop(loop)
    const { pool } = database
    const broken = async () => (await createHistoryReader(database).verify(id)).broken
    const forged = async (sql: string) => {
      const client = await pool.connect()
      await client.query('alter table journal disable trigger journal_append_only')
      try {
        await client.query(sql.replaceAll('$1', String(id)))
      } finally {
        await client.query('alter table journal enable trigger journal_append_only')
        client.release()
      }
    }
    const shifted = (by: string) =>
      forged(`update journal set received_at = received_at ${by} where document_id = $1 and seq = 4`)
    expect(await broken()).toBeNull()
    await shifted(`+ interval '1 microsecond'`)
    expect(await broken()).toEqual({ fromSeq: 4, toSeq: 4, why: 'leaf' })
    await shifted(`- interval '1 microsecond'`)
    expect(await broken()).toBeNull()

    await forged(
      `insert into journal select document_id, 13, epoch, batch_id, actor_id, origin, received_at, update, salt, leaf, note
       from journal where document_id = $1 and seq = 12`,
    )
    expect(await broken()).toEqual({ fromSeq: 13, toSeq: 13, why: 'chain' })
    await forged('delete from journal where document_id = $1 and seq > 9')
    await forged('update document_head set seq = 9 where document_id = $1')
    expect(await broken()).toEqual({ fromSeq: 10, toSeq: 12, why: 'gap' })
  })

  it('[HIS-11] keeps summaries of a board, so that any moment is near one', async () => {
    const { id } = await board()
    const ana = person(id, 'ana', 1)
    const loop = start({ factsPerMoment: 10 })
    for (let i = 0; i < 35; i++) await ana.write((doc) => doc.getMap('values').set(`k${i % 5}`, i))
    await level(id)
    await stop(loop)
    const { rows } = await database.pool.query('select seq from history_moment where document_id = $1 order by seq', [
      id,
    ])
    expect(rows).toEqual([{ seq: 10 }, { seq: 20 }, { seq: 30 }])
    // As if the first ones were of one day and one hour long ago.
    await database.pool.query(
      `update history_moment set at = now() - interval '3 days' + seq * interval '1 second' where document_id = $1`,
      [id],
    )
    const later = start({ factsPerMoment: 10 })
    for (let i = 0; i < 10; i++) await ana.write((doc) => doc.getMap('values').set(`k${i % 5}`, -i))
    await level(id)
    await stop(later)
    const thinned = await database.pool.query('select seq from history_moment where document_id = $1 order by seq', [
      id,
    ])
    expect(thinned.rows).toEqual([{ seq: 30 }, { seq: 40 }])
  })

  it('[HIS-8] [SEG-2] comes to the same rows when everything derived is dropped, also from segments; what people type never breaks it', async () => {
    const { id } = await board()
    const [ana, bruno] = [person(id, 'ana', 11), person(id, 'bruno', 12)]
    const odd = 'zero \0 half \uD800 end'
    await ana.write((doc) => doc.getMap('cards').set('card-\0', new Y.Map([['title', odd]])))
    await bruno.receive()
    for (let i = 0; i < 30; i++) {
      await ana.write(
        (doc) => doc.getMap('values').set('k', `${odd}${i}`),
        i % 2 === 0 ? null : { written: [[11, 0, 900, i]] },
      )
      await bruno.write((doc) => doc.getMap('values').set('k', i))
      if (i % 3 === 0) await Promise.all([ana.receive(), bruno.receive()])
    }
    const loop = start({ factsPerMoment: 7 })
    await level(id)
    await stop(loop)
    const before = await everything(id)
    expect(before['conflict']?.length).toBeGreaterThan(5)
    await rebuild(database, undefined, { factsPerMoment: 7 })
    const after = await everything(id)
    expect(after).toEqual(before)
    // The same again from rows most of which have moved into segments.
    await database.pool.query(
      'insert into checkpoint (document_id, epoch, seq, journal_bytes) select document_id, epoch, seq, 0 from document_head where document_id = $1',
      [id],
    )
    const segments = createSegments(database, { minAgeMs: 0, minRows: 10, maxRows: 25 })
    for (const due of await segments.due(1_000))
      if (due.documentId === id) expect(await segments.move(due)).not.toBeNull()
    await rebuild(database, undefined, { factsPerMoment: 7 })
    expect(await everything(id)).toEqual(before)
    expect(await createHistoryReader(database).verify(id)).toMatchObject({ ok: true })

    const state: DocumentState = {}
    for (const fact of await factsOf(id)) replayFact(state, fact as never)
    const replica = new Interpreter()
    replica.skip((await journal.read(id, 0)).map(({ update }) => update))
    expect(withoutEmptyRoots(state)).toEqual(documentState(replica.doc))
  })
})
