import { boardName, cardName, userName } from '@mutirao/documents'
import { afterAll, describe, expect, it } from 'vitest'
import { createDirectory } from './directory.ts'
import { createTestDatabase } from './testing/index.ts'

const database = await createTestDatabase()
const directory = createDirectory(database)
afterAll(() => database.drop())
await directory.createWorkspace({ id: 'alpha-ws', name: 'Alpha' })
await directory.createWorkspace({ id: 'beta-wsp', name: 'Beta' })

describe('documents', () => {
  const board = boardName('board-0001')

  it('[JRN-30] a document is created once with an empty head; the same name again is the same document', async () => {
    const wanted = { name: board, workspaceId: 'alpha-ws', title: 'Funil', createdBy: 'ana' }
    const many = await Promise.all(Array.from({ length: 8 }, () => directory.createDocument(wanted)))
    expect(new Set(many.map((made) => made?.id)).size).toBe(1)
    expect(many[0]).toMatchObject({ ...wanted, kind: 'board' })
    expect(Number.isInteger(many[0]?.updatedAtMs)).toBe(true)
    expect(await directory.listDocuments('alpha-ws')).toMatchObject([{ name: board, cursor: { seq: 0 } }])
  })

  it('[JRN-15] a document of another workspace looks absent, and its name cannot be taken', async () => {
    expect(await directory.document('alpha-ws', board)).not.toBeNull()
    expect(await directory.document('beta-wsp', board)).toBeNull()
    expect(
      await directory.createDocument({ name: board, workspaceId: 'beta-wsp', title: 'X', createdBy: 'helena' }),
    ).toBeNull()
    expect(await directory.renameDocument('beta-wsp', board, 'X')).toBe(false)
    expect(await directory.listDocuments('beta-wsp')).toEqual([])
    expect(await directory.documentByName(board)).toMatchObject({ workspaceId: 'alpha-ws' })
  })

  it('[JRN-31] a card document is made beside its board, once, and only if the board exists', async () => {
    const name = cardName('board-0001', 'card-0001')
    const made = await Promise.all([1, 2, 3].map(() => directory.ensureDetailDocument('alpha-ws', name, 'ana')))
    expect(new Set(made.map((card) => card?.id)).size).toBe(1)
    expect(made[0]).toMatchObject({ name, kind: 'card', workspaceId: 'alpha-ws' })
    expect(await directory.ensureDetailDocument('alpha-ws', cardName('board-9999', 'card-0001'), 'ana')).toBeNull()
    expect(await directory.ensureDetailDocument('beta-wsp', cardName('board-0001', 'card-0002'), 'helena')).toBeNull()
    expect(await directory.listDocuments('alpha-ws')).toHaveLength(1)
  })

  it('finds by id, renames, makes the personal document', async () => {
    const own = await directory.ensureUserDocument('alpha-ws', 'ana-00001')
    expect(own).toMatchObject({ name: userName('alpha-ws', 'ana-00001'), kind: 'user' })
    expect(await directory.ensureUserDocument('alpha-ws', 'ana-00001')).toEqual(own)
    expect(await directory.renameDocument('alpha-ws', board, 'Vendas')).toBe(true)
    expect((await directory.documentsById([own.id, 999])).get(own.id)?.name).toBe(own.name)
    expect((await directory.document('alpha-ws', board))?.title).toBe('Vendas')
  })
})

it('[DSN-9] a seat says how many had joined before, whoever joins, leaves or is renamed later', async () => {
  await directory.createWorkspace({ id: 'gama-ws0', name: 'Gama' })
  const person = (userId: string, name: string) =>
    ({ userId, workspaceId: 'gama-ws0', name, role: 'editor', groups: [], active: true }) as const
  const seats = async () =>
    Object.fromEntries((await directory.membersOf('gama-ws0')).map((one) => [one.userId, one.seat]))
  await directory.putMember(person('zeca-0001', 'Zeca'))
  await directory.putMember(person('mila-0001', 'Mila'))
  expect(await seats()).toEqual({ 'zeca-0001': 0, 'mila-0001': 1 })
  await directory.putMember(person('bia-00001', 'Bia'))
  await directory.putMember({ ...person('zeca-0001', 'Abel'), active: false })
  expect(await seats()).toEqual({ 'zeca-0001': 0, 'mila-0001': 1, 'bia-00001': 2 })
})

it('members: put, replaced, listed by name, memberships only where active', async () => {
  const ana = {
    userId: 'ana-00001',
    workspaceId: 'alpha-ws',
    name: 'Ana',
    role: 'admin',
    groups: ['compras'],
    active: true,
  } as const
  await directory.putMember(ana)
  await directory.putMember({ ...ana, workspaceId: 'beta-wsp', role: 'viewer', active: false })
  await directory.putMember({ ...ana, userId: 'zeca-0001', name: 'Zeca', groups: [] })
  await directory.putMember({ ...ana, role: 'manager' })
  expect(await directory.member('alpha-ws', 'ana-00001')).toEqual({ ...ana, role: 'manager' })
  expect(await directory.member('beta-wsp', 'ana-00001')).toMatchObject({ active: false })
  expect(await directory.member('beta-wsp', 'zeca-0001')).toBeNull()
  expect((await directory.membersOf('alpha-ws')).map(({ name }) => name)).toEqual(['Ana', 'Zeca'])
  expect(await directory.membershipsOf('ana-00001')).toEqual([{ ...ana, role: 'manager', workspaceName: 'Alpha' }])
  expect((await directory.workspaces()).map(({ id }) => id)).toEqual(['alpha-ws', 'beta-wsp', 'gama-ws0'])
  expect(await directory.workspace('gamma')).toBeNull()
})

it('[JRN-35] a title with what SQL cannot hold shows with U+FFFD in its place', async () => {
  await directory.createWorkspace({ id: 'zeta-ws0', name: 'Zeta' })
  const name = boardName('board-zeta')
  await directory.createDocument({ name, workspaceId: 'zeta-ws0', title: 'Funil', createdBy: 'ana' })
  expect(await directory.renameDocument('zeta-ws0', name, 'Fun\0il \ud83d')).toBe(true)
  expect(await directory.document('zeta-ws0', name)).toMatchObject({ title: 'Fun\ufffdil \ufffd' })
})
