/**
 * `node bench/src/kill-loop.ts [minutes] [seed]`: a real server with its worker, a second worker beside it, people who write all the
 * time, and `kill -9` of either or both at random, for ten minutes. Afterwards: every acknowledged edit is there, the facts are those
 * of the journal (none missing, none twice), every chain verifies, and everything derived is the same after it was dropped.
 */
import { join } from 'node:path'
import { Interpreter } from '@mutirao/documents'
import { createHistoryReader, createHistoryWriter, openDatabase, type Database } from '@mutirao/persistence'
import { settleFacts } from '../../sync-server/src/worker/history/settle.ts'
import { rebuild } from '../../sync-server/src/worker/rebuild.ts'
import { KeyWriter, seedBoard } from './load/edits.ts'
import { RawClient } from './load/raw-client.ts'
import { startOurs, type OurPeer } from './peers/ours.ts'
import { endChild, startChild } from './peers/peer.ts'

const minutes = Number(process.argv[2] ?? 10)
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31)
if (!(minutes > 0)) throw new Error('usage: kill-loop.ts [minutes] [seed]')
const [boards, writersPerBoard] = [3, 4]
const content = seedBoard(writersPerBoard, 0)
const random = mulberry(seed)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Small, repeatable, good enough to choose whom to kill when. */
function mulberry(from: number): () => number {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The highest counter each key was acknowledged with: `<document> <card> <key>` → counter. */
const promised = new Map<string, number>()
let clients = 1_000_000

/** Somebody who overwrites one key as fast as it is acknowledged, until the server is gone. */
async function write(peer: OurPeer, document: string, index: number, token: string): Promise<void> {
  const parent = content.parents[index]
  if (!parent) throw new Error('no card for this writer')
  const client = await RawClient.join({ wire: peer.wire, url: peer.url, document, token })
  const writer = new KeyWriter(++clients, parent, `x${clients}`)
  const place = `${document} ${content.cardIds[index] ?? ''} x${clients}`
  for (let n = 0; !client.closed; n++) {
    const accepted = await Promise.race([client.send(writer.next(n)), pause(2_000).then(() => false)])
    if (!accepted) break
    promised.set(place, n)
    await pause(2)
  }
  client.close()
}

async function everybodyWrites(peer: OurPeer, documents: readonly string[]): Promise<void> {
  const token = await peer.token()
  const all = documents.flatMap((document) => content.parents.map((_, index) => write(peer, document, index, token)))
  await Promise.allSettled(all)
}

async function killFor(peer: OurPeer, documents: readonly string[], endMs: number): Promise<number> {
  const startAside = () =>
    startChild([join(import.meta.dirname, 'servers/worker.ts'), peer.databaseUrl], {}, /^ready$/m)
  let aside = await startAside()
  let kills = 0
  try {
    while (performance.now() < endMs) {
      const writing = everybodyWrites(peer, documents)
      await pause(300 + random() * 3_000)
      const whom = random()
      const ends: Promise<void>[] = []
      if (whom < 0.7) ends.push(peer.kill9())
      if (whom > 0.4) ends.push(endChild(aside, 'SIGKILL'))
      await Promise.all(ends)
      kills += ends.length
      if (whom < 0.7) {
        await writing
        await peer.restart()
      }
      if (whom > 0.4) aside = await startAside()
      process.stderr.write(`\r  ${kills} kills, ${promised.size} keys, seed ${seed}   `)
    }
    process.stderr.write('\n')
  } finally {
    await endChild(aside, 'SIGKILL')
  }
  return kills
}

const problems: string[] = []
const check = (holds: boolean, what: string): void => void (holds || problems.push(what))

async function checkAcknowledged(peer: OurPeer, documents: readonly string[]): Promise<void> {
  for (const name of documents) {
    const cards = (await peer.pull(name)).getMap('cards').toJSON() as Record<
      string,
      Record<string, unknown> | undefined
    >
    for (const [place, highest] of promised) {
      const [document, card = '', key = ''] = place.split(' ')
      if (document !== name) continue
      const found = cards[card]?.[key]
      check(typeof found === 'number' && found >= highest, `${place}: acknowledged ${highest}, found ${String(found)}`)
    }
  }
}

/** The facts of a document as its rows give them, read by somebody who was never killed. */
async function checkFacts(database: Database, id: number): Promise<number> {
  const history = createHistoryWriter(database)
  const interpreter = new Interpreter()
  const derived = []
  for (let after = 0; ;) {
    const rows = await history.rows(id, after, 500, 4 * 1024 * 1024)
    const last = rows.at(-1)
    if (!last) break
    derived.push(...rows.flatMap((row) => interpreter.apply(row)))
    after = last.seq
  }
  const wanted = await settleFacts({ writerOf: () => Promise.resolve(null) }, id, derived)
  const { rows: stored } = await database.pool.query<{ seq: number; place: number; path: string[]; after: unknown }>(
    'select seq, place, path, after from fact where document_id = $1 order by seq, place',
    [id],
  )
  const text = (seq: number, place: number, path: readonly string[], after: unknown): string =>
    JSON.stringify([seq, place, path, after ?? null])
  const [is, should] = [
    stored.map((fact) => text(fact.seq, fact.place, fact.path, fact.after)),
    wanted.map((fact) => text(fact.seq, fact.index, fact.path, fact.after)),
  ]
  const first = should.findIndex((fact, i) => fact !== is[i])
  check(
    first < 0 && is.length === should.length,
    `document ${id}: fact ${first} is ${is[first]}, should be ${should[first]}`,
  )
  const { ok, broken } = await createHistoryReader(database).verify(id)
  check(ok, `document ${id} does not verify: ${JSON.stringify(broken)}`)
  return is.length
}

const derivedTables = ['fact', 'conflict', 'chain_link', 'history_moment'] as const

/** One fingerprint per derived table. */
async function fingerprints(database: Database): Promise<Record<string, string>> {
  const of = async (rows: string): Promise<string> =>
    (
      await database.pool.query<{ print: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by t::text)), '') as print from (${rows}) t`,
      )
    ).rows[0]?.print ?? ''
  const prints: Record<string, string> = {
    history_cursor: await of('select document_id, seq, facts, since_moment, chain from history_cursor'),
  }
  for (const table of derivedTables) prints[table] = await of(`select * from ${table}`)
  return prints
}

const peer = await startOurs()
const database = openDatabase(peer.databaseUrl)
try {
  const documents = await peer.documents(boards)
  for (const name of documents) await peer.push(name, content.update)
  const kills = await killFor(peer, documents, performance.now() + minutes * 60_000)
  const history = createHistoryWriter(database)
  while ((await history.behind()).length > 0) await pause(100)
  await checkAcknowledged(peer, documents)
  await peer.kill9()
  const { rows: ids } = await database.pool.query<{ id: number }>(`select id from document where kind <> 'user'`)
  let facts = 0
  for (const { id } of ids) facts += await checkFacts(database, id)
  const before = await fingerprints(database)
  await rebuild(database)
  const after = await fingerprints(database)
  for (const [table, print] of Object.entries(before))
    check(print === after[table], `${table} is another after the rebuild: ${print} before, ${after[table]} after`)
  const { rows: packed } = await database.pool.query<{ rows: number }>(
    'select coalesce(sum(to_seq - from_seq + 1), 0)::int8 as rows from journal_segment',
  )
  const edits = [...promised.values()].reduce((sum, n) => sum + n + 1, 0)
  console.log(
    `${kills} kills in ${minutes} min (seed ${seed}): ${edits} acknowledged edits, ${facts} facts, ${packed[0]?.rows ?? 0} rows packed; ${problems.length} problems`,
  )
} finally {
  await database.close()
  await peer.stop()
}
for (const problem of problems.slice(0, 20)) console.error(`✗ ${problem}`)
process.exit(problems.length > 0 ? 1 : 0)
