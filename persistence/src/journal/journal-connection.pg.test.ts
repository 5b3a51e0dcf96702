import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../database.ts'
import { createTestDatabase } from '../testing/index.ts'
import { entryOf, makeBoards, textsOf } from '../testing/journal-fixture.ts'
import { startPostgresProxy } from '../testing/proxy.ts'
import { delay, until } from '../time.ts'
import type { Database, Journal, JournalOptions } from '../types.ts'
import { createJournal } from './index.ts'

const database = await createTestDatabase()
const proxy = await startPostgresProxy(database.url)
const proxied: Database = openDatabase(proxy.url)
const journals: Journal[] = []
const open = (options: JournalOptions = {}): Journal => {
  const journal = createJournal(proxied, options)
  journals.push(journal)
  return journal
}
/** Text in every message that carries a batch. */
const batch = 'mutirao-journal-wait'

afterEach(async () => {
  proxy.up()
  await Promise.all(journals.splice(0).map((journal) => journal.close()))
})
afterAll(async () => {
  await proxied.close()
  await proxy.close()
  await database.drop()
})
const board = async (): Promise<number> => (await makeBoards(database, 1))[0]?.id ?? 0

describe('a connection that breaks around a COMMIT', () => {
  it('[JRN-1] cut before the batch reached Postgres: no append resolves without its row', async () => {
    const id = await board()
    const journal = open()
    await journal.append(entryOf(id, 'warm'))
    proxy.cut('before', batch, 3)
    const check = async (text: string): Promise<void> => {
      const { seq } = await journal.append(entryOf(id, text))
      expect((await textsOf(database, id))[seq - 1]).toBe(text)
    }
    const first = check('during the cuts')
    await until(() => journal.stats().retries > 0, 5_000, 1)
    await Promise.all([first, check('while it is repeated')])
    for (let i = 0; i < 5; i++) await check(`edit ${i}`)
    expect(journal.stats().retries).toBeGreaterThanOrEqual(3)
  })

  it('[JRN-4] cut after the COMMIT, before its answer: found again by batch id, nothing twice', async () => {
    const ids = (await makeBoards(database, 3)).map(({ id }) => id)
    const journal = open()
    for (let round = 0; round < 8; round++) {
      proxy.cut('after', batch)
      const appended = await Promise.all(
        ids.flatMap((id) => [0, 1].map((n) => journal.append(entryOf(id, `${round}.${n}`)))),
      )
      expect(appended.map(({ seq }) => seq)).toEqual(ids.flatMap(() => [2 * round + 1, 2 * round + 2]))
    }
    for (const id of ids) {
      const texts = await textsOf(database, id)
      expect(new Set(texts).size).toBe(texts.length)
      expect(texts).toHaveLength(16)
    }
    expect(journal.stats().recovered).toBe(8)
  })

  it('[JRN-5] cut while Postgres works on it: the statement still running there cannot commit behind our back', async () => {
    const id = await board()
    const journal = open({ lockTimeoutMs: 10_000 })
    await journal.append(entryOf(id, 'first'))
    const holder = await database.pool.connect()
    await holder.query('begin')
    await holder.query('select 1 from document_head where document_id = $1 for update', [id])
    const before = proxy.cuts()
    proxy.cut('during', batch)
    const appended = journal.append(entryOf(id, 'second'))
    await vi.waitFor(() => expect(proxy.cuts()).toBe(before + 1))
    // The repetition is under way (or waits for the old session to end) when the head becomes free.
    await until(() => journal.stats().retries > 0, 5_000)
    await delay(300)
    await holder.query('rollback')
    holder.release()
    expect((await appended).seq).toBe(2)
    await journal.append(entryOf(id, 'third'))
    expect(await textsOf(database, id)).toEqual(['first', 'second', 'third'])
  })

  it('[JRN-4] random cuts under load: every entry once, in order', async () => {
    const ids = (await makeBoards(database, 4)).map(({ id }) => id)
    const journal = open({ maxBatchRows: 25 })
    const all: Promise<unknown>[] = []
    const points = ['before', 'during', 'after'] as const
    for (let i = 0; i < 400; i++) {
      if (i % 20 === 0) proxy.cut(points[(i / 20) % 3] ?? 'after', batch)
      all.push(journal.append(entryOf(ids[i % 4] ?? 0, `${i}`)))
      if (i % 10 === 0) await delay(2)
    }
    await Promise.all(all)
    await journal.close()
    for (const [n, id] of ids.entries()) {
      expect(await textsOf(database, id)).toEqual(Array.from({ length: 100 }, (_, i) => `${i * 4 + n}`))
    }
  })
})

describe('Postgres away', () => {
  it('[JRN-6] nothing is rejected, everything arrives in order when it is back', async () => {
    const id = await board()
    const journal = open()
    await journal.append(entryOf(id, 'before'))
    proxy.down()
    const pending = Array.from({ length: 50 }, (_, i) => journal.append(entryOf(id, `away ${i}`)))
    await until(() => journal.stats().retries >= 6, 10_000)
    expect(journal.stats().pendingEntries).toBe(50)
    proxy.up()
    expect((await Promise.all(pending)).map(({ seq }) => seq)).toEqual(pending.map((_, i) => i + 2))
    expect(await textsOf(database, id)).toEqual(['before', ...pending.map((_, i) => `away ${i}`)])
  })

  it('[JRN-6] [JRN-12] a full disk is waited out: nothing is rejected, nothing lost, and it goes on when there is room', async () => {
    const id = await board()
    const journal = open()
    await journal.append(entryOf(id, 'before'))
    // What Postgres says when the disk is full, said by Postgres.
    await database.pool.query(`
      create function no_room() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
      create trigger no_room before insert on journal for each statement execute function no_room()`)
    const pending = Array.from({ length: 20 }, (_, i) => journal.append(entryOf(id, `full ${i}`)))
    try {
      await until(() => journal.stats().retries >= 6, 10_000)
      expect([journal.stats().pendingEntries, journal.healthy()]).toEqual([20, false])
    } finally {
      await database.pool.query('drop trigger no_room on journal; drop function no_room()')
    }
    expect((await Promise.all(pending)).map(({ seq }) => seq)).toEqual(pending.map((_, i) => i + 2))
    expect(await textsOf(database, id)).toEqual(['before', ...pending.map((_, i) => `full ${i}`)])
    expect(journal.healthy()).toBe(true)
  })

  it('[JRN-34] an entry that is never finished holds up its own document only, and is not lost; nor is anything when all are slow', async () => {
    const boards = await makeBoards(database, 3)
    const [slow = 0, ...others] = boards.map(({ id }) => id)
    const journal = open({ statementTimeoutMs: 100, slowRetryMs: 100 })
    await journal.append(entryOf(slow, 'first'))
    await database.pool.query(`
      create function never_done() returns trigger language plpgsql as
        $$ begin
          if position(convert_to('slow', 'UTF8') in new.update) > 0 then perform pg_sleep(60); end if;
          return new;
        end $$;
      create trigger never_done before insert on journal for each row execute function never_done()`)
    const pending = ['slow 1', 'behind it', 'slow 2'].map((text) => journal.append(entryOf(slow, text)))
    try {
      const quick = others.flatMap((id) => [0, 1].map((n) => journal.append(entryOf(id, `${n}`))))
      expect((await Promise.all(quick)).map(({ seq }) => seq)).toEqual([1, 2, 1, 2])
      expect((await journal.append(entryOf(others[0] ?? 0, '2'))).seq).toBe(3)
      expect(journal.stats().pendingEntries).toBe(3)
      expect(await textsOf(database, slow)).toEqual(['first'])
      // Now everything is.
      pending.push(...others.map((id) => journal.append(entryOf(id, 'slow too'))))
      await until(() => journal.stats().aside === 3, 10_000)
    } finally {
      await database.pool.query('drop trigger never_done on journal; drop function never_done()')
    }
    expect((await Promise.all(pending)).map(({ seq }) => seq)).toEqual([2, 3, 4, 4, 3])
    expect(await textsOf(database, slow)).toEqual(['first', 'slow 1', 'behind it', 'slow 2'])
  })

  it('[JRN-6] rounds of pg_terminate_backend under load: nothing lost, nothing twice', async () => {
    const ids = (await makeBoards(database, 5)).map(({ id }) => id)
    const writers = [open(), createJournal(database)]
    const all: Promise<unknown>[] = []
    for (let round = 0; round < 25; round++) {
      for (let n = 0; n < 20; n++) {
        for (const [w, writer] of writers.entries()) {
          all.push(writer.append(entryOf(ids[n % 5] ?? 0, `${w}:${round}.${n}`)))
        }
      }
      await delay(3)
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'mutirao journal %' and datname = current_database()`,
      )
    }
    await Promise.all(all)
    await Promise.all(writers.map((writer) => writer.close()))
    const texts = (await Promise.all(ids.map((id) => textsOf(database, id)))).flat()
    expect(new Set(texts).size).toBe(texts.length)
    expect(texts).toHaveLength(25 * 20 * 2)
  })

  it('[JRN-12] healthy says so before anybody edits, and again when it is back', async () => {
    const id = await board()
    const journal = open()
    await vi.waitFor(() => expect(journal.healthy()).toBe(true))
    proxy.down()
    await vi.waitFor(() => expect(journal.healthy()).toBe(false))
    const pending = journal.append(entryOf(id, 'while away'))
    await until(() => journal.stats().retries > 0, 5_000)
    expect(journal.healthy()).toBe(false)
    proxy.up()
    await pending
    expect(journal.healthy()).toBe(true)
  })

  it('[JRN-12] healthy says so while Postgres does not answer, long before it is given up', async () => {
    const id = await board()
    const journal = open({ silenceAlarmMs: 100 })
    await journal.append(entryOf(id, 'before'))
    await database.pool.query(`
      create function silent() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return new; end $$;
      create trigger silent before insert on journal for each row execute function silent()`)
    try {
      const pending = journal.append(entryOf(id, 'not answered'))
      await vi.waitFor(() => expect(journal.healthy()).toBe(false))
      expect(journal.stats().retries).toBe(0)
      await pending
      expect(journal.healthy()).toBe(true)
    } finally {
      await database.pool.query('drop trigger silent on journal; drop function silent()')
    }
  })
})
