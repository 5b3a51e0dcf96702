import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../database.ts'
import { createTestDatabase } from '../testing/index.ts'
import { entryOf, makeBoards, textsOf } from '../testing/journal-fixture.ts'
import { until } from '../time.ts'
import type { Appended, Journal, JournalCommit, JournalOptions } from '../types.ts'
import { createJournal } from './index.ts'

const database = await createTestDatabase()
const journals: Journal[] = []
const open = (options: JournalOptions = {}): Journal => {
  const journal = createJournal(database, options)
  journals.push(journal)
  return journal
}
afterEach(async () => {
  await Promise.all(journals.splice(0).map((journal) => journal.close()))
})
afterAll(() => database.drop())

const board = async (): Promise<number> => (await makeBoards(database, 1))[0]?.id ?? 0
const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `edit ${i}`)

/** Takes the head of a document on another connection until the returned function is called. */
async function hold(documentId: number): Promise<() => Promise<void>> {
  const client = await database.pool.connect()
  await client.query('begin')
  await client.query('select 1 from document_head where document_id = $1 for update', [documentId])
  return async () => {
    await client.query('rollback')
    client.release()
  }
}

describe('sequences', () => {
  it('[JRN-2] [JRN-3] numbers the rows of each document 1, 2, 3 … and tells each waiter its own', async () => {
    const [a, b] = await makeBoards(database, 2)
    const journal = open()
    const appended = await Promise.all(
      [0, 1, 2, 3].map((i) => journal.append(entryOf((i % 2 ? b : a)?.id ?? 0, `${i}`))),
    )
    expect(appended.map(({ seq }) => seq)).toEqual([1, 1, 2, 2])
    expect(await textsOf(database, a?.id ?? 0)).toEqual(['0', '2'])
    expect(await textsOf(database, b?.id ?? 0)).toEqual(['1', '3'])
  })

  it('[JRN-3] keeps call order per document, over batches and within them', async () => {
    const id = await board()
    const journal = open({ maxBatchRows: 7 })
    const texts = numbered(100)
    const appended = await Promise.all(texts.map((text) => journal.append(entryOf(id, text))))
    expect(appended.map(({ seq }) => seq)).toEqual(texts.map((_, i) => i + 1))
    expect(await textsOf(database, id)).toEqual(texts)
  })

  it('[JRN-2] two processes append to the same documents: no gap, nothing lost, nothing twice, every answer true', async () => {
    const ids = (await makeBoards(database, 5)).map(({ id }) => id)
    const perDocument = 60
    const outputs = await Promise.all([runWriter(ids, perDocument), runWriter(ids, perDocument)])
    const acknowledged = outputs.flatMap((output) => output.map((line) => line.split(' ')))
    expect(acknowledged).toHaveLength(2 * perDocument * ids.length)
    for (const id of ids) {
      const texts = await textsOf(database, id)
      expect(new Set(texts).size).toBe(texts.length)
      expect(texts).toHaveLength(2 * perDocument)
      for (const [document, seq, text] of acknowledged) {
        if (Number(document) === id) expect(texts[Number(seq) - 1]).toBe(text)
      }
    }
  }, 60_000)
})

/** Runs append-process.ts to its end; its acknowledgements. */
function runWriter(ids: readonly number[], perDocument: number): Promise<string[]> {
  const script = fileURLToPath(new URL('../testing/append-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, database.url, String(perDocument), ...ids.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      const lines = output.trim().split('\n')
      if (code === 0 && lines.at(-1) === 'done') resolve(lines.slice(1, -1))
      else reject(new Error(`the second writer ended with ${code}: ${output.slice(-200)}`))
    })
  })
}

describe('a document held by someone else', () => {
  it('[JRN-7] [JRN-3] does not hold the others, and gets its own entries in order when it is free', async () => {
    const [held, ...free] = (await makeBoards(database, 6)).map(({ id }) => id)
    const journal = open()
    await journal.append(entryOf(held ?? 0, 'first'))
    const release = await hold(held ?? 0)
    const waiting: Promise<Appended>[] = []
    try {
      const slowest: number[] = []
      for (let round = 0; round < 20; round++) {
        waiting.push(journal.append(entryOf(held ?? 0, `round ${round}`)))
        const began = performance.now()
        await Promise.all(free.map((id) => journal.append(entryOf(id, `round ${round}`))))
        slowest.push(performance.now() - began)
      }
      expect(Math.max(...slowest)).toBeLessThan(1_000)
      expect(journal.stats().aside).toBe(1)
      expect(await textsOf(database, held ?? 0)).toEqual(['first'])
    } finally {
      await release()
    }
    expect((await Promise.all(waiting)).map(({ seq }) => seq)).toEqual(waiting.map((_, i) => i + 2))
    expect(await textsOf(database, held ?? 0)).toEqual(['first', ...waiting.map((_, i) => `round ${i}`)])
    expect(journal.stats().aside).toBe(0)
  })

  it('[JRN-7] [JRN-3] several held documents, released one after the other: every order is kept', async () => {
    const ids = (await makeBoards(database, 4)).map(({ id }) => id)
    const journal = open({ maxBatchRows: 5 })
    const releases = await Promise.all(ids.slice(0, 3).map(hold))
    const texts = numbered(30)
    const all = texts.flatMap((text) => ids.map((id) => journal.append(entryOf(id, text))))
    for (const release of releases) {
      await until(() => journal.stats().aside > 0, 5_000)
      await release()
    }
    await Promise.all(all)
    for (const id of ids) expect(await textsOf(database, id)).toEqual(texts)
  })
})

describe('entries that cannot be written', () => {
  it('[JRN-8] [JRN-3] an entry Postgres refuses is rejected alone, the rest of its batch is committed in order', async () => {
    const ids = (await makeBoards(database, 3)).map(({ id }) => id)
    const journal = open()
    const texts = numbered(20)
    const poison = journal.append(entryOf(ids[1] ?? 0, 'poison', { actorId: 'a\0b' }))
    const others = texts.flatMap((text) => ids.map((id) => journal.append(entryOf(id, text))))
    await expect(poison).rejects.toMatchObject({ code: 'internal' })
    await Promise.all(others)
    for (const id of ids) expect(await textsOf(database, id)).toEqual(texts)
    expect(journal.healthy()).toBe(true)
  })

  it('[JRN-8] a poisoned entry of a held document, and order kept around it', async () => {
    const id = await board()
    const journal = open()
    const release = await hold(id)
    const before = journal.append(entryOf(id, 'before'))
    const poison = journal.append(entryOf(id, 'poison', { actorId: 'a\0b' }))
    const after = journal.append(entryOf(id, 'after'))
    const verdict = expect(poison).rejects.toMatchObject({ code: 'internal' })
    await until(() => journal.stats().aside > 0, 5_000)
    await release()
    await Promise.all([before, after, verdict])
    expect(await textsOf(database, id)).toEqual(['before', 'after'])
  })

  it('[JRN-9] a document that does not exist: only its own waiter is told', async () => {
    const id = await board()
    const journal = open()
    const gone = journal.append(entryOf(999_999_999, 'nowhere'))
    const fine = journal.append(entryOf(id, 'somewhere'))
    await expect(gone).rejects.toMatchObject({ code: 'document_gone' })
    expect((await fine).seq).toBe(1)
  })
})

describe('batches', () => {
  const commitsOf = (journal: Journal): JournalCommit[] => {
    const commits: JournalCommit[] = []
    journal.onCommit((commit) => commits.push(commit))
    return commits
  }

  it('[JRN-10] gathers what comes within the interval, and begins at once after a quiet time', async () => {
    const id = await board()
    const journal = open({ commitIntervalMs: 300 })
    const commits = commitsOf(journal)
    // The interval counts from the beginning of the first batch, however long its commit takes.
    const began = performance.now()
    await journal.append(entryOf(id, 'first'))
    const gathered = ['a', 'b', 'c'].map((text) => journal.append(entryOf(id, text)))
    await vi.waitFor(() => expect(journal.stats().pendingEntries).toBe(3))
    const late = journal.append(entryOf(id, 'd'))
    await Promise.all([...gathered, late])
    expect(commits.map((commit) => commit.rows)).toEqual([1, 4])
    expect(performance.now() - began).toBeGreaterThan(200)
  })

  it('[JRN-11] no batch has more rows or bytes than allowed, except one large entry alone', async () => {
    const id = await board()
    const journal = open({ maxBatchRows: 10, maxBatchBytes: 1_000, commitIntervalMs: 1 })
    const commits = commitsOf(journal)
    const sizes = [...Array.from({ length: 25 }, () => 10), 400, 400, 400, 5_000, 10]
    await Promise.all(sizes.map((size) => journal.append(entryOf(id, 'x'.repeat(size)))))
    expect(Math.max(...commits.map((commit) => commit.rows))).toBe(10)
    expect(commits.filter((commit) => commit.bytes > 1_000)).toMatchObject([{ rows: 1, bytes: 5_000 }])
    expect(commits.reduce((sum, commit) => sum + commit.rows, 0)).toBe(sizes.length)
  })

  it('[JRN-26] tells listeners the exact rows, before the waiters', async () => {
    const id = await board()
    const journal = open()
    const seen: string[] = []
    const stop = journal.onCommit((commit) => seen.push(JSON.stringify(commit.documents)))
    const { epoch } = await journal.append(entryOf(id, 'one')).finally(() => seen.push('waiter'))
    await Promise.all([journal.append(entryOf(id, 'two')), journal.append(entryOf(id, 'three'))])
    stop()
    await journal.append(entryOf(id, 'four'))
    expect(seen).toEqual([
      JSON.stringify([{ documentId: id, epoch, fromSeq: 1, toSeq: 1 }]),
      'waiter',
      JSON.stringify([{ documentId: id, epoch, fromSeq: 2, toSeq: 3 }]),
    ])
  })
})

describe('closing', () => {
  it('[JRN-23] waits for what is pending, takes nothing new', async () => {
    const id = await board()
    const journal = open({ commitIntervalMs: 50 })
    const pending = numbered(5).map((text) => journal.append(entryOf(id, text)))
    await journal.close()
    await expect(journal.append(entryOf(id, 'late'))).rejects.toMatchObject({ code: 'journal_unavailable' })
    expect((await Promise.all(pending)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  })

  it('[JRN-23] rejects what is still pending when its deadline is over', async () => {
    const id = await board()
    const journal = open({ closeDeadlineMs: 100 })
    const release = await hold(id)
    const stuck = journal.append(entryOf(id, 'stuck'))
    const verdict = expect(stuck).rejects.toMatchObject({ code: 'journal_unavailable' })
    await until(() => journal.stats().aside > 0, 5_000)
    const began = performance.now()
    await journal.close()
    await verdict
    expect(performance.now() - began).toBeLessThan(3_000)
    await release()
  })
})

describe('what stands in a row', () => {
  it('[JRN-14] the first actor of a client id keeps it', async () => {
    const id = await board()
    const journal = open()
    await journal.append(entryOf(id, '1', { actorId: 'ana', clients: [7, 4_294_967_295] }))
    await open().append(entryOf(id, '2', { actorId: 'bruno', clients: [7, 8] }))
    const owners = await journal.clientOwner(id, [7, 8, 9, 4_294_967_295])
    expect(owners).toEqual(
      new Map([
        [7, 'ana'],
        [8, 'bruno'],
        [4_294_967_295, 'ana'],
      ]),
    )
  })

  it('[JRN-24] a journal row can be neither changed nor deleted', async () => {
    const id = await board()
    await open().append(entryOf(id, 'kept'))
    const sql = [
      `update journal set actor_id = 'x' where document_id = $1`,
      'delete from journal where document_id = $1',
    ]
    for (const text of sql) await expect(database.pool.query(text, [id])).rejects.toThrow('the journal is append-only')
    expect(await textsOf(database, id)).toEqual(['kept'])
  })

  it('[JRN-1] a row is there for every other connection at the moment its append resolves', async () => {
    const id = await board()
    const journal = open()
    const other = openDatabase(database.url, { maxConnections: 1 })
    for (let i = 1; i <= 30; i++) {
      const { seq } = await journal.append(entryOf(id, `edit ${i}`))
      const { rows } = await other.pool.query('select 1 from journal where document_id = $1 and seq = $2', [id, seq])
      expect(rows).toHaveLength(1)
    }
    await other.close()
  })
})

it('[JRN-2] [JRN-3] [JRN-8] random work of three writers over held documents and poison: seqs without gap, order per writer', async () => {
  const ids = (await makeBoards(database, 4)).map(({ id }) => id)
  const writers = [open({ maxBatchRows: 9 }), open(), open({ maxBatchBytes: 60 })]
  const expected = new Map<string, string[]>()
  const all: Promise<unknown>[] = []
  for (let i = 0; i < 600; i++) {
    const writer = i % writers.length
    const id = ids[(i * 7) % ids.length] ?? 0
    const poisoned = i % 41 === 0
    const append = writers[writer]?.append(entryOf(id, `${writer}:${i}`, poisoned ? { actorId: '\0' } : {}))
    if (poisoned) all.push(expect(append).rejects.toMatchObject({ code: 'internal' }))
    else {
      all.push(append ?? Promise.reject(new Error('no writer')))
      const key = `${id} ${writer}`
      expected.set(key, [...(expected.get(key) ?? []), `${writer}:${i}`])
    }
    if (i % 100 === 50) {
      const release = await hold(id)
      await until(() => writers.some((journal) => journal.stats().aside > 0), 300)
      await release()
    }
  }
  await Promise.all(all)
  for (const id of ids) {
    const texts = await textsOf(database, id)
    for (const writer of writers.keys()) {
      expect(texts.filter((text) => text.startsWith(`${writer}:`))).toEqual(expected.get(`${id} ${writer}`) ?? [])
    }
  }
})
