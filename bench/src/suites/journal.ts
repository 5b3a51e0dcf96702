/**
 * The journal alone, on the embedded Postgres with fsync on: durable edits a second, and what Postgres writes for one edit of a
 * 4 MB board beside what rewriting the whole document writes.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boardName, ulid } from '@mutirao/documents'
import {
  createDirectory,
  createJournal,
  migrate,
  openDatabase,
  startEmbeddedPostgres,
  type Database,
  type Journal,
} from '@mutirao/persistence'
import { percentile, round } from '../statistics.ts'
import type { Suite } from '../suite.ts'

const documents = 50
const boardBytes = 4 * 1024 * 1024
const editBytes = 60

const bytesOf = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** A board's worth of bytes; random, so that Postgres cannot compress it (a real board compresses to about a third). */
function wholeDocument(): Buffer {
  const parts = Array.from({ length: boardBytes / 65_536 }, () => bytesOf(65_536))
  return Buffer.concat(parts)
}

async function prepare(database: Database): Promise<number[]> {
  const directory = createDirectory(database)
  const workspace = await directory.createWorkspace({ id: ulid(Date.now(), bytesOf(16)), name: 'Bench' })
  const ids: number[] = []
  for (let i = 0; i < documents; i++) {
    const name = boardName(ulid(Date.now() + i, bytesOf(16)))
    const made = await directory.createDocument({
      name,
      workspaceId: workspace.id,
      title: `Bench ${i}`,
      createdBy: 'bench',
    })
    if (made) ids.push(made.id)
  }
  return ids
}

/** `inFlight` writers append one after the other for `durationMs`; rows a second and latency of one append. */
async function throughput(journal: Journal, ids: readonly number[], inFlight: number, durationMs: number) {
  const latencies: number[] = []
  const began = performance.now()
  const update = bytesOf(editBytes)
  const writer = async (index: number): Promise<void> => {
    const documentId = ids[index % ids.length] ?? 0
    while (performance.now() - began < durationMs) {
      const at = performance.now()
      await journal.append({ documentId, actorId: 'bench', origin: 'client', update, clients: [index] })
      latencies.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, (_, i) => writer(i)))
  const seconds = (performance.now() - began) / 1000
  return {
    perSecond: latencies.length / seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    rows: latencies.length,
  }
}

/** Bytes of write-ahead log that `work` caused (everything Postgres must write to be durable). */
async function walBytes(database: Database, work: () => Promise<void>): Promise<number> {
  const lsn = async () => {
    const { rows } = await database.pool.query<{ bytes: string }>(
      `select pg_current_wal_lsn() - '0/0'::pg_lsn as bytes`,
    )
    return Number(rows[0]?.bytes ?? 0)
  }
  const before = await lsn()
  await work()
  return (await lsn()) - before
}

async function writtenPerEdit(database: Database, journal: Journal, documentId: number, edits: number) {
  await database.pool.query('create table rewritten (id int primary key, data bytea not null)')
  const whole = wholeDocument()
  await database.pool.query('insert into rewritten values (1, $1)', [whole])
  const ours = await walBytes(database, async () => {
    for (let i = 0; i < edits; i++)
      await journal.append({ documentId, actorId: 'bench', origin: 'client', update: bytesOf(editBytes), clients: [1] })
  })
  const stores = 5
  const theirs = await walBytes(database, async () => {
    for (let i = 0; i < stores; i++) {
      whole.set(bytesOf(editBytes), i * 1000)
      await database.pool.query('update rewritten set data = $1 where id = 1', [whole])
    }
  })
  return { ours: ours / edits, theirs: theirs / stores }
}

export const journal: Suite = {
  name: 'journal',
  question: 'How many edits a second become durable, and what does one cost Postgres?',
  run: async ({ quick }) => {
    const folder = await mkdtemp(join(tmpdir(), 'mutirao-bench-'))
    const postgres = await startEmbeddedPostgres({ dataDir: folder })
    const database = openDatabase(postgres.url)
    try {
      await migrate(database)
      const ids = await prepare(database)
      const log = createJournal(database)
      const rows: Record<string, string | number>[] = []
      let best = 0
      for (const inFlight of [1, 20, 200, 1000]) {
        const result = await throughput(log, ids, inFlight, quick ? 1500 : 6000)
        best = Math.max(best, result.perSecond)
        rows.push({
          what: `${inFlight} writers at once`,
          'durable edits/s': Math.round(result.perSecond),
          'p50 ms': round(result.p50Ms),
          'p99 ms': round(result.p99Ms),
        })
        console.error(`  ${inFlight} writers: ${Math.round(result.perSecond)}/s, p99 ${round(result.p99Ms)} ms`)
      }
      const { rows: counted } = await database.pool.query<{ n: number }>(
        'select sum(seq)::int8 as n from document_head',
      )
      if (counted[0]?.n !== log.stats().entries)
        throw new Error(`self-check: ${counted[0]?.n} rows, ${log.stats().entries} appended`)
      const written = await writtenPerEdit(database, log, ids[0] ?? 0, 200)
      rows.push({ what: 'one edit, journalled', 'bytes Postgres writes': Math.round(written.ours) })
      rows.push({ what: 'one edit, whole 4 MB document stored', 'bytes Postgres writes': Math.round(written.theirs) })
      await log.close()
      const ratio = written.theirs / written.ours
      return {
        rows,
        gates: [
          { gate: 'durable edits a second, one process ≥ 3 000', met: best >= 3000, measured: `${Math.round(best)}/s` },
          {
            gate: 'Postgres bytes per edit on a 4 MB board ≤ 1/100 of whole-document rewriting',
            met: ratio >= 100,
            measured: `1/${Math.round(ratio)}`,
          },
        ],
        notes: [
          'Bytes are write-ahead log. A stock server stores once per pause of 2 s, so the ratio is that of an edit that stands alone; during 10 s of continuous typing at 5 edits/s divide it by 50.',
        ],
      }
    } finally {
      await database.close()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
