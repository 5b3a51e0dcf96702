/**
 * The history of a large board: how fast rows become facts, how far the worker lags under load, and how long an administrator
 * waits for the timeline, for the board of any moment and for a card's history. In this process, on the embedded Postgres.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boardName, ulid } from '@mutirao/documents'
import {
  createCheckpoints,
  createDirectory,
  createHistoryReader,
  createHistoryWriter,
  createJournal,
  migrate,
  openDatabase,
  silentLog,
  startEmbeddedPostgres,
  type Database,
  type Journal,
} from '@mutirao/persistence'
import * as Y from 'yjs'
import { stateAt } from '../../../sync-server/src/history/at.ts'
import { startHistoryLoop } from '../../../sync-server/src/worker/history/loop.ts'
import { hotPath } from './history-hot-path.ts'
import { pack } from './history-packing.ts'
import { percentile, round } from '../statistics.ts'
import type { Suite } from '../suite.ts'

const people = 20
const mebibytes = (bytes: number): number => round(bytes / 2 ** 20)
const bytesOf = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const newId = () => ulid(Date.now(), bytesOf(16))

async function newBoard(database: Database, workspaceId: string): Promise<number> {
  const made = await createDirectory(database).createDocument({
    name: boardName(newId()),
    workspaceId,
    title: 'Bench',
    createdBy: 'bench',
  })
  if (!made) throw new Error('the name is taken')
  return made.id
}

/** A board with cards, and what changes one of them as an update of its own. */
function boardOf(cards: number) {
  const doc = new Y.Doc()
  const ids = Array.from({ length: cards }, newId)
  const root = doc.getMap<Y.Map<unknown>>('cards')
  const imports: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => imports.push(update))
  for (let from = 0; from < cards; from += 500)
    doc.transact(() => {
      for (const [i, id] of ids.slice(from, from + 500).entries()) {
        const fields = {
          title: `Card ${from + i}`,
          value: i * 1000,
          account: 'Acme',
          owner: 'ana',
          closeOn: '2026-12-01',
        }
        root.set(id, new Y.Map(Object.entries({ ...fields, pos: { stage: 's1', rank: String(i) } })))
      }
    })
  const first = imports.splice(0)
  let n = 0
  return {
    ids,
    first,
    edit(): Uint8Array {
      const id = ids[Math.floor(Math.random() * ids.length)] ?? ''
      if (++n % 3 === 0) root.get(id)?.set('pos', { stage: `s${n % 6}`, rank: String(n) })
      else root.get(id)?.set('value', n)
      return imports.splice(0)[0] ?? new Uint8Array()
    },
  }
}

const until = async (condition: () => Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await work()
    taken.push(performance.now() - began)
  }
  return taken
}

/** `perSecond` edits over some boards for some seconds; the worst lag seen meanwhile. */
async function lagUnderLoad(
  database: Database,
  journal: Journal,
  workspaceId: string,
  perSecond: number,
  seconds: number,
) {
  const boards = await Promise.all(Array.from({ length: 10 }, () => newBoard(database, workspaceId)))
  const content = boards.map(() => boardOf(200))
  for (const [i, documentId] of boards.entries())
    for (const update of content[i]?.first ?? [])
      await journal.append({ documentId, actorId: 'p0', origin: 'client', update })
  const loop = startHistoryLoop({ database, checkpoints: createCheckpoints(database), log: silentLog })
  const history = createHistoryWriter(database)
  await until(async () => (await history.behindOf(boards)).length === 0)
  const lags: number[] = []
  const began = performance.now()
  let sent = 0
  while (performance.now() - began < seconds * 1000) {
    const wanted = Math.floor(((performance.now() - began) / 1000) * perSecond)
    for (; sent < wanted; sent++) {
      const i = sent % boards.length
      const update = content[i]?.edit() ?? new Uint8Array()
      void journal.append({ documentId: boards[i] ?? 0, actorId: `p${sent % people}`, origin: 'client', update })
    }
    lags.push(loop.stats().lagMs)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await until(async () => (await history.behindOf(boards)).length === 0)
  const facts = await database.pool.query<{ n: number }>('select count(*) as n from fact where document_id = any($1)', [
    boards,
  ])
  loop.stop()
  await loop.done
  return { sent, worstMs: Math.max(...lags), p99Ms: percentile(lags, 0.99), facts: facts.rows[0]?.n ?? 0 }
}

async function largeBoard(database: Database, journal: Journal, workspaceId: string, cards: number, edits: number) {
  const documentId = await newBoard(database, workspaceId)
  const content = boardOf(cards)
  for (const update of content.first) await journal.append({ documentId, actorId: 'p0', origin: 'import', update })
  for (let sent = 0; sent < edits;) {
    const batch = Array.from({ length: Math.min(500, edits - sent) }, () => content.edit())
    await Promise.all(
      batch.map((update, i) =>
        journal.append({ documentId, actorId: `p${(sent + i) % people}`, origin: 'client', update }),
      ),
    )
    sent += batch.length
  }
  const history = createHistoryWriter(database)
  const began = performance.now()
  const loop = startHistoryLoop({ database, checkpoints: createCheckpoints(database), log: silentLog, gatherMs: 0 })
  await until(async () => (await history.behindOf([documentId])).length === 0)
  const derivedMs = performance.now() - began
  loop.stop()
  await loop.done
  return { documentId, derivedMs, cardIds: content.ids }
}

export const history: Suite = {
  name: 'history',
  question: 'How long until a row is history, and how long does an administrator wait for any moment of a large board?',
  run: async ({ quick }) => {
    const [cards, edits] = quick ? [1_000, 5_000] : [10_000, 100_000]
    const folder = await mkdtemp(join(tmpdir(), 'mutirao-bench-'))
    const postgres = await startEmbeddedPostgres({ dataDir: folder })
    const database = openDatabase(postgres.url)
    await migrate(database)
    const journal = createJournal(database)
    const { id: workspaceId } = await createDirectory(database).createWorkspace({ id: newId(), name: 'Bench' })
    try {
      const { documentId, derivedMs, cardIds } = await largeBoard(database, journal, workspaceId, cards, edits)
      const reader = createHistoryReader(database)
      const head = (await journal.head(documentId))?.seq ?? 0
      const span = (await reader.span(documentId)) ?? { fromMs: 0, toMs: 0 }
      const bucketMs = Math.max(1, Math.ceil((span.toMs - span.fromMs) / 100))
      const timeline = await timed(10, () => reader.timeline(documentId, { ...span, bucketMs }))
      const moment = await timed(20, () => stateAt(reader, documentId, 1 + Math.floor(Math.random() * head)))
      const entry = (): string => cardIds[Math.floor(Math.random() * cardIds.length)] ?? ''
      const card = await timed(50, () => reader.facts(documentId, { entry: entry(), limit: 200 }))
      const verify = await timed(1, () => reader.verify(documentId))
      const lag = await lagUnderLoad(database, journal, workspaceId, quick ? 200 : 1_000, quick ? 3 : 20)
      const packed = await pack(database, journal, documentId)
      const packedVerify = await timed(1, () => reader.verify(documentId))
      const boards = await Promise.all(Array.from({ length: 10 }, () => newBoard(database, workspaceId)))
      const contents = boards.map(() => boardOf(200))
      for (const [i, id] of boards.entries())
        for (const update of contents[i]?.first ?? [])
          await journal.append({ documentId: id, actorId: 'p0', origin: 'client', update })
      const hot = await hotPath(database, journal, {
        folder,
        boards,
        edit: (i) => contents[i]?.edit() ?? new Uint8Array(),
        perSecond: quick ? 200 : 500,
        roundMs: quick ? 2_000 : 10_000,
        rounds: quick ? 1 : 5,
      })
      const ratio = hot.withMs / hot.withoutMs
      const size = await database.pool.query<{ facts: number; journal: number }>(
        `select (select sum(pg_total_relation_size(c.oid)) from pg_class c where relname ~ '^fact_[0-9]$')::int8 as facts,
          (select sum(pg_total_relation_size(c.oid)) from pg_class c where relname ~ '^journal_[0-9]$')::int8 as journal`,
      )
      const row = (what: string, taken: readonly number[]) => ({
        what,
        'p50 ms': round(percentile(taken, 0.5)),
        'worst ms': round(Math.max(...taken)),
      })
      return {
        rows: [
          row(`timeline of ${edits} edits`, timeline),
          row(`board of ${cards} cards at any moment`, moment),
          row('history of a card', card),
          row(`verify ${head} rows`, verify),
          { what: `${edits} rows become facts`, 'p50 ms': round(derivedMs), 'worst ms': round(derivedMs) },
          row(`verify ${head} rows, packed`, packedVerify),
          row(`packing 1 000 rows`, packed.turnsMs),
          { what: 'append, p99 without worker', 'p50 ms': round(hot.withoutMs), 'worst ms': round(hot.withoutMs) },
          { what: 'append, p99 with worker', 'p50 ms': round(hot.withMs), 'worst ms': round(hot.withMs) },
          { what: `lag at ${lag.sent} edits`, 'p50 ms': round(lag.p99Ms), 'worst ms': round(lag.worstMs) },
        ],
        gates: [
          {
            gate: 'timeline < 1 s',
            met: Math.max(...timeline) < 1_000,
            measured: `${round(Math.max(...timeline))} ms`,
          },
          { gate: 'any moment < 1 s', met: Math.max(...moment) < 1_000, measured: `${round(Math.max(...moment))} ms` },
          {
            gate: 'hot-path p99 with worker ≤ 1.1 × without',
            met: ratio <= 1.1,
            measured: `${round(ratio)} × (${round(hot.withMs)} ms, ${round(hot.withoutMs)} ms)`,
          },
          {
            gate: 'packed rows ≤ 1/2 of their room',
            met: packed.segmentBytes * 2 <= packed.rowBytes,
            measured: `1/${round(packed.rowBytes / packed.segmentBytes)} (${mebibytes(packed.rowBytes)} → ${mebibytes(packed.segmentBytes)} MiB)`,
          },
          { gate: 'lag < 1 s at 1 000 edits/s', met: lag.worstMs < 1_000, measured: `${round(lag.worstMs)} ms` },
        ],
        notes: [
          `${packed.rows} of ${head} rows packed; with indexes the journal's tables took ${mebibytes(packed.tablesBefore)} MiB before and ${mebibytes(packed.tablesAfter)} MiB after (vacuum full both times).`,
          `An append takes ${Math.round(hot.withoutCpuUs)} µs of CPU without the worker and ${Math.round(hot.withCpuUs)} µs with it, Postgres included (load generator, too).`,
          `Facts take ${round((size.rows[0]?.facts ?? 0) / 2 ** 20)} MiB beside ${round((size.rows[0]?.journal ?? 0) / 2 ** 20)} MiB of journal, indexes included.`,
        ],
      }
    } finally {
      await journal.close()
      await database.close()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
