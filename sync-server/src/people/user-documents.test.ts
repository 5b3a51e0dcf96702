import { createUserStore, mustParseName, userName } from '@mutirao/documents'
import type { DocumentRecord, ListedDocument, PersonConflict, SeatedMember } from '@mutirao/persistence'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { SyncEngine } from '../sync/types.ts'
import { createUserDocuments } from './user-documents.ts'

const workspaceId = 'WORKSPACE1'
const ana: SeatedMember = {
  userId: 'ana00000',
  workspaceId,
  name: 'Ana',
  role: 'admin',
  groups: [],
  active: true,
  seat: 1,
}
const gil: SeatedMember = { ...ana, userId: 'gil00000', name: 'Gil', role: 'viewer', groups: ['x'], seat: 0 }

const board = (title: string): ListedDocument => ({
  id: 1,
  name: mustParseName('board:BOARD001').name,
  kind: 'board',
  workspaceId,
  title,
  createdBy: ana.userId,
  createdAtMs: 0,
  updatedAtMs: 0,
  cursor: { epoch: 'e', seq: 1 },
})

function setUp() {
  const tables = { members: [ana, gil], documents: [board('Funil')], conflicts: [] as PersonConflict[], reads: 0 }
  const docs = new Map<string, Y.Doc>()
  const writes: string[] = []
  const docOf = (name: string): Y.Doc => {
    const doc = docs.get(name) ?? new Y.Doc()
    docs.set(name, doc)
    return doc
  }
  const serverEdit: SyncEngine['serverEdit'] = async (name, _origin, _actor, edit) => {
    let changed = false
    const doc = docOf(name)
    const notice = (): void => void (changed = true)
    doc.on('update', notice)
    doc.transact(() => edit(doc))
    doc.off('update', notice)
    if (changed) writes.push(name)
    return { kind: 'unchanged', cursor: { epoch: 'e', seq: 0 } }
  }
  const directory = {
    membersOf: async () => (tables.reads++, tables.members),
    listDocuments: async () => tables.documents,
    openConflictsOf: async () => tables.conflicts,
    notificationsOf: async () => [],
  }
  const userDocuments = createUserDocuments(directory, () => ({ serverEdit }), pino({ level: 'silent' }))
  const open = (person: SeatedMember): Promise<void> => {
    const parsed = mustParseName(userName(workspaceId, person.userId))
    return userDocuments.beforeLoad({ workspaceId } as DocumentRecord, parsed)
  }
  const storeOf = (person: SeatedMember) => createUserStore(docOf(userName(workspaceId, person.userId)))
  return { tables, writes, userDocuments, open, storeOf }
}

describe('user documents', () => {
  it('[ACC-14] holds members and documents as the tables say when it is opened', async () => {
    const { open, storeOf } = setUp()
    await open(gil)
    expect(storeOf(gil).members()).toEqual([
      { id: 'ana00000', name: 'Ana', role: 'admin', groups: [], active: true, seat: 1 },
      { id: 'gil00000', name: 'Gil', role: 'viewer', groups: ['x'], active: true, seat: 0 },
    ])
    expect(storeOf(gil).documents()).toMatchObject([
      { name: 'board:BOARD001', kind: 'board', title: 'Funil', access: 'read' },
    ])
    await open(ana)
    expect(storeOf(ana).documents()[0]?.access).toBe('write')
  })

  it('[ACC-14] follows changes of the tables for everybody who has it open, writing differences only', async () => {
    const { tables, writes, userDocuments, open, storeOf } = setUp()
    await open(ana)
    await open(gil)
    expect(writes).toHaveLength(2)
    await userDocuments.refresh(workspaceId)
    expect(writes).toHaveLength(2)
    tables.documents = [board('Funil 2026')]
    tables.members = [ana, { ...gil, role: 'editor' }]
    await userDocuments.refresh(null)
    expect(writes).toHaveLength(4)
    expect(storeOf(gil).documents()).toMatchObject([{ title: 'Funil 2026', access: 'write' }])
  })

  it('[ACC-14] a person who was deactivated keeps nothing there', async () => {
    const { tables, userDocuments, open, storeOf } = setUp()
    await open(gil)
    tables.members = [ana, { ...gil, active: false }]
    await userDocuments.refresh(workspaceId)
    expect(storeOf(gil).documents()).toEqual([])
    expect(storeOf(gil).members()).toEqual([])
  })

  it('[ACC-14] a thousand openings read the tables once', async () => {
    const { tables, open } = setUp()
    await Promise.all(Array.from({ length: 1000 }, (_, i) => open({ ...ana, userId: `person${i + 1000}` })))
    expect(tables.reads).toBe(1)
  })
})
