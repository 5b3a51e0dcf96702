import { afterAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { entryOf, makeBoards } from '../testing/journal-fixture.ts'
import { createJournal } from './index.ts'
import { leafOf } from './leaf.ts'

const database = await createTestDatabase()
const journal = createJournal(database)
const other = createJournal(database)
afterAll(async () => {
  await Promise.all([journal.close(), other.close()])
  await database.drop()
})
const board = async (): Promise<number> => (await makeBoards(database, 1))[0]?.id ?? 0

describe('reading rows', () => {
  it('[JRN-16] after a seq, in order, bounded in rows and in bytes, but never nothing', async () => {
    const id = await board()
    for (const text of ['aa', 'bbbb', 'cccccc', 'd']) await journal.append(entryOf(id, text))
    const texts = async (after: number, options: object): Promise<string[]> =>
      (await journal.read(id, after, options)).map((row) => Buffer.from(row.update).toString())
    expect(await texts(0, {})).toEqual(['aa', 'bbbb', 'cccccc', 'd'])
    expect(await texts(1, { maxRows: 2 })).toEqual(['bbbb', 'cccccc'])
    expect(await texts(0, { maxBytes: 5 })).toEqual(['aa', 'bbbb'])
    expect(await texts(2, { maxBytes: 1 })).toEqual(['cccccc'])
    expect(await texts(4, {})).toEqual([])
  })

  it('[JRN-25] rows of the node to skip come without their bytes, in their places', async () => {
    const id = await board()
    await journal.append(entryOf(id, 'mine', { note: { reverted: ['cards/1/owner'] } }))
    await other.append(entryOf(id, 'theirs', { actorId: 'bruno', origin: 'revert' }))
    expect(await journal.read(id, 0, { skipNode: journal.nodeId })).toMatchObject([
      {
        seq: 1,
        own: true,
        update: Buffer.alloc(0),
        actorId: 'ana',
        origin: 'client',
        note: { reverted: ['cards/1/owner'] },
      },
      { seq: 2, own: false, update: Buffer.from('theirs'), actorId: 'bruno', origin: 'revert', note: null },
    ])
    expect((await journal.read(id, 0)).map((row) => row.own)).toEqual([false, false])
  })

  it('heads: null for no document, seq 0 before the first row', async () => {
    const id = await board()
    const { rows } = await database.pool.query<{ epoch: string }>('select epoch from epoch')
    expect(await journal.head(id)).toEqual({ epoch: rows[0]?.epoch, seq: 0 })
    expect(await journal.head(999_999_999)).toBeNull()
    const appended = await journal.append(entryOf(id, 'x'))
    expect(await journal.heads([id, 999_999_999])).toEqual(new Map([[id, { epoch: appended.epoch, seq: 1 }]]))
  })
})

it('[JRN-13] the leaf is sha-256 over the length-prefixed salt, actor, origin, time and update', async () => {
  const id = await board()
  await journal.append(entryOf(id, 'bytes', { actorId: 'ána' }))
  const { rows } = await database.pool.query<{ salt: Buffer; leaf: Buffer; ms: string }>(
    'select salt, leaf, (extract(epoch from received_at) * 1000)::bigint::text as ms from journal where document_id = $1',
    [id],
  )
  const [row] = rows
  const part = (bytes: Uint8Array): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const time = Buffer.alloc(8)
  time.writeBigInt64BE(BigInt(row?.ms ?? 0))
  const input = [row?.salt ?? Buffer.alloc(0), Buffer.from('ána'), Buffer.from('client'), time, Buffer.from('bytes')]
  const { createHash } = await import('node:crypto')
  const expected = createHash('sha256')
    .update(Buffer.concat(input.map(part)))
    .digest('hex')
  expect(row?.leaf.toString('hex')).toBe(expected)
  expect(row?.salt).toHaveLength(16)
  expect(
    leafOf({
      salt: row?.salt ?? Buffer.alloc(0),
      actorId: 'ána',
      origin: 'client',
      receivedAtMs: Number(row?.ms),
      update: Buffer.from('bytes'),
    }).toString('hex'),
  ).toBe(expected)
})

describe('heads of a workspace', () => {
  it('[JRN-19] a change whose transaction was still open at the last question comes with the next one', async () => {
    const workspace = 'ws-open'
    const [early, late] = await makeBoards(database, 2, workspace)
    await journal.append(entryOf(early?.id ?? 0, '1'))
    const client = await database.pool.connect()
    await client.query('begin')
    await client.query(
      'update document_head set seq = 1, changed_xid = pg_current_xact_id(), changed_at = now() where document_id = $1',
      [late?.id],
    )
    // A later transaction commits first.
    await journal.append(entryOf(early?.id ?? 0, '2'))
    const first = await journal.workspaceHeads(workspace, null)
    expect(first.heads).toEqual({ [early?.name ?? '']: expect.stringMatching(/-2$/) })
    await client.query('commit')
    client.release()
    const second = await journal.workspaceHeads(workspace, first.after)
    expect(second.heads[late?.name ?? '']).toMatch(/^[0-9a-z]+-1$/)
  })

  it('[JRN-28] tells what changed since, only of this workspace, everything for a foreign place', async () => {
    const workspace = `ws-since-${crypto.randomUUID()}`
    const [a, b] = await makeBoards(database, 3, workspace)
    const [stranger] = await makeBoards(database, 1, 'ws-other')
    await journal.append(entryOf(a?.id ?? 0, '1'))
    await journal.append(entryOf(stranger?.id ?? 0, '1'))
    const all = await journal.workspaceHeads(workspace, null)
    expect(Object.keys(all.heads)).toEqual([a?.name])
    // Whatever else the database is at keeps the place back, and what stands behind it is told again: until it has passed.
    let { after } = all
    for (let again = true; again;) {
      const answer = await journal.workspaceHeads(workspace, after)
      again = Object.keys(answer.heads).length > 0
      after = answer.after
    }
    await journal.append(entryOf(b?.id ?? 0, '1'))
    const since = await journal.workspaceHeads(workspace, after)
    expect(Object.keys(since.heads)).toEqual([b?.name])
    const [epoch] = since.after.split('.')
    for (const foreign of ['otherepoch.5', `${epoch}.9999999999999999999`, 'nonsense', `${epoch}.`, '']) {
      const { heads } = await journal.workspaceHeads(workspace, foreign)
      expect(new Set(Object.keys(heads))).toEqual(new Set([a?.name, b?.name]))
    }
  })

  it('[JRN-19] under concurrent writers a follower that only asks for changes ends with every head', async () => {
    const workspace = 'ws-busy'
    const boards = await makeBoards(database, 6, workspace)
    const known: Record<string, string> = {}
    let after: string | null = null
    let writing = true
    const work = Promise.all(
      [journal, other].flatMap((writer) =>
        boards.map(async ({ id }) => {
          for (let n = 0; n < 25; n++) await writer.append(entryOf(id, `${n}`))
        }),
      ),
    ).finally(() => (writing = false))
    for (let last = false; !last;) {
      last = !writing
      const answer = await journal.workspaceHeads(workspace, after)
      Object.assign(known, answer.heads)
      after = answer.after
    }
    await work
    const heads = await journal.heads(boards.map(({ id }) => id))
    const expected = boards.map(({ id, name }) => [name, `${heads.get(id)?.epoch}-${heads.get(id)?.seq}`])
    expect(known).toEqual(Object.fromEntries(expected))
    expect(expected[0]?.[1]).toMatch(/-50$/)
  })
})
