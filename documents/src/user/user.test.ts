import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createUserStore, setPreference, setRead, writeDocuments, writeMembers } from './index.ts'
import type { DocumentEntry, MemberSnapshot } from './index.ts'
import { userMap } from './shape.ts'

const ana: MemberSnapshot = { id: 'ana-user', name: 'Ana Prado', role: 'admin', groups: [], active: true, seat: 3 }
const bruno: MemberSnapshot = { id: 'bruno-user', name: 'Bruno Sá', role: 'editor', groups: ['compras'], active: true }
const funil: DocumentEntry = { name: 'board:01HBOARD01', kind: 'board', title: 'Funil', access: 'write' }

describe('a person’s own document', () => {
  it('[DOC-15] members and documents are written as they are, differences only', () => {
    const doc = new Y.Doc()
    const store = createUserStore(doc)
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => void updates.push(update))
    expect(writeMembers(doc, [bruno, ana])).toBe(true)
    expect(writeDocuments(doc, [funil])).toBe(true)
    expect(store.members()).toEqual([ana, bruno])
    expect(store.member('bruno-user')).toEqual(bruno)
    expect(store.documents()).toMatchObject([funil])
    expect(writeMembers(doc, [ana, bruno])).toBe(false)
    expect(updates).toHaveLength(2)
    expect(writeMembers(doc, [ana, { ...bruno, active: false }])).toBe(true)
    expect(store.member('bruno-user')?.active).toBe(false)
    expect(writeDocuments(doc, [])).toBe(true)
    expect(store.documents()).toEqual([])
  })

  it('[DOC-6] preferences and read marks are seen by listeners, strange data is passed over', () => {
    const doc = new Y.Doc()
    const store = createUserStore(doc)
    let calls = 0
    store.subscribe(() => void calls++)
    writeMembers(doc, [ana, bruno])
    const before = store.members()[0]
    writeMembers(doc, [ana, { ...bruno, active: false }])
    expect(store.members()[0]).toBe(before)
    writeMembers(doc, [])
    calls = 0
    expect(setPreference(doc, 'theme', 'dark')).toBe(true)
    expect(setRead(doc, 'board:01HBOARD01', { seq: 5 })).toBe(true)
    expect([store.preferences(), store.read('board:01HBOARD01'), calls]).toEqual([{ theme: 'dark' }, { seq: 5 }, 2])
    expect(setPreference(doc, 'theme', null)).toBe(true)
    expect(store.preferences()).toEqual({})
    userMap(doc, 'members').set('odd-user1', 'not a member')
    userMap(doc, 'members').set('new-user1', { role: 'emperor', groups: ['a', 5] })
    userMap(doc, 'documents').set('board:x', { kind: 'unknown' })
    expect(store.members()).toEqual([
      { id: 'new-user1', name: 'new-user1', role: 'viewer', groups: ['a'], active: true },
    ])
    expect(store.documents()).toEqual([])
    store.destroy()
    setPreference(doc, 'theme', 'light')
    expect(store.preferences()).toEqual({})
  })

  it('[DOC-15] a preference is written only when it differs; oversize ones are refused', () => {
    const doc = new Y.Doc()
    expect(setPreference(doc, 'theme', 'dark')).toBe(true)
    expect(setPreference(doc, 'theme', 'dark')).toBe(false)
    const tooLarge = expect.objectContaining({ code: 'too_large' })
    expect(() => setPreference(doc, 'x', 'y'.repeat(5_000))).toThrow(tooLarge)
    expect(() => setRead(doc, '', 1)).toThrow(expect.objectContaining({ code: 'bad_value' }))
  })
})
