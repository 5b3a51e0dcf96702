import { listNameOf, parseName } from '@mutirao/documents'
import type { Role } from '@mutirao/documents'
import type { DocumentRecord, MemberRecord } from '@mutirao/persistence'
import { describe, expect, it } from 'vitest'
import { createAccess } from './access.ts'
import type { AccessDirectory } from './access.ts'

const ours = '01OURS0000'
const theirs = '01THEIRS00'
const ourBoard = 'board:OURBOARD'
const theirBoard = 'board:THEIRBOARD'

const member = (userId: string, workspaceId: string, role: Role, active = true): MemberRecord => ({
  userId,
  workspaceId,
  name: userId,
  role,
  groups: ['vendas'],
  active,
})

const members = [
  member('ana00000', ours, 'admin'),
  member('fabio000', ours, 'editor'),
  member('gil00000', ours, 'viewer'),
  member('gone0000', ours, 'admin', false),
  member('helena00', theirs, 'admin'),
]

function fakeDirectory(): AccessDirectory {
  const records = new Map<string, DocumentRecord>()
  const add = (name: string, workspaceId: string): DocumentRecord => {
    const parsed = parseName(name)
    if (!parsed) throw new Error(name)
    const record = {
      id: records.size + 1,
      name: parsed.name,
      kind: parsed.kind,
      workspaceId,
      title: '',
      createdBy: 'x',
      createdAtMs: 0,
      updatedAtMs: 0,
    }
    records.set(name, record)
    return record
  }
  add(ourBoard, ours)
  add(theirBoard, theirs)
  const inWorkspace = (workspaceId: string, name: string): DocumentRecord | null => {
    const found = records.get(name)
    return found?.workspaceId === workspaceId ? found : null
  }
  return {
    member: async (workspaceId, userId) =>
      members.find((one) => one.workspaceId === workspaceId && one.userId === userId) ?? null,
    document: async (workspaceId, name) => inWorkspace(workspaceId, name),
    documentByName: async (name) => records.get(name) ?? null,
    ensureDetailDocument: async (workspaceId, name) => {
      const parsed = parseName(name)
      const list = (parsed && listNameOf(parsed)) ?? ''
      return inWorkspace(workspaceId, list) ? (inWorkspace(workspaceId, name) ?? add(name, workspaceId)) : null
    },
    ensureUserDocument: async (workspaceId, userId) => {
      const name = `user:${workspaceId}.${userId}`
      return records.get(name) ?? add(name, workspaceId)
    },
    ensureAccountsDocument: async (workspaceId) => {
      const name = `accounts:${workspaceId}`
      return records.get(name) ?? add(name, workspaceId)
    },
  }
}

describe('access', () => {
  const access = createAccess(fakeDirectory())

  it('[ACC-9] a member opens the boards of the own workspace and no others, on every way in', async () => {
    expect(await access.open('fabio000', ours, ourBoard)).toMatchObject({ write: true, document: { name: ourBoard } })
    expect(await access.openByName('fabio000', ourBoard)).toMatchObject({ write: true })
    expect(await access.open('fabio000', ours, theirBoard)).toBeNull()
    expect(await access.open('fabio000', theirs, theirBoard)).toBeNull()
    expect(await access.openByName('fabio000', theirBoard)).toBeNull()
    expect(await access.open('helena00', ours, ourBoard)).toBeNull()
  })

  it('[ACC-9] what does not exist looks exactly like what is not mine', async () => {
    const answers = await Promise.all([
      access.open('helena00', theirs, ourBoard),
      access.open('helena00', theirs, 'board:NOWHERE0'),
      access.open('helena00', 'no-such-workspace', 'board:NOWHERE0'),
      access.openByName('helena00', ourBoard),
      access.openByName('helena00', 'board:NOWHERE0'),
      access.openByName('helena00', 'card:OURBOARD.CARD0001'),
      access.openByName('helena00', `user:${ours}.ana00000`),
    ])
    expect(answers).toEqual(answers.map(() => null))
  })

  it('[ACC-19] [ACC-12] a card follows its board', async () => {
    expect(await access.open('fabio000', ours, 'card:OURBOARD.CARD0001')).toMatchObject({ write: true })
    expect(await access.openByName('gil00000', 'card:OURBOARD.CARD0001')).toMatchObject({ write: false })
    expect(await access.open('fabio000', ours, 'card:THEIRBOARD.CARD0001')).toBeNull()
    expect(await access.open('fabio000', ours, 'card:NOWHERE0.CARD0001')).toBeNull()
  })

  it('[ACC-10] a user document opens for its person only', async () => {
    expect(await access.open('ana00000', ours, `user:${ours}.ana00000`)).toMatchObject({ write: true })
    expect(await access.open('ana00000', ours, `user:${ours}.fabio000`)).toBeNull()
    expect(await access.open('ana00000', ours, `user:${theirs}.ana00000`)).toBeNull()
    expect(await access.openByName('ana00000', `user:${ours}.fabio000`)).toBeNull()
    const ana = members[0]
    if (!ana) throw new Error('no ana')
    expect(access.sees(ana, `user:${ours}.ana00000`)).toBe(true)
    expect(access.sees(ana, `user:${ours}.fabio000`)).toBe(false)
    expect(access.sees(ana, ourBoard)).toBe(true)
  })

  it('[ACC-11] who was deactivated is a stranger', async () => {
    expect(await access.member('gone0000', ours)).toBeNull()
    expect(await access.open('gone0000', ours, ourBoard)).toBeNull()
    expect(await access.openByName('gone0000', `user:${ours}.gone0000`)).toBeNull()
  })

  it('[ACC-12] a viewer looks, and writes only the own user document', async () => {
    expect(await access.open('gil00000', ours, ourBoard)).toMatchObject({ write: false, actor: { role: 'viewer' } })
    expect(await access.open('gil00000', ours, `user:${ours}.gil00000`)).toMatchObject({ write: true })
  })

  it.each(['', 'board', 'board:', 'board:short', 'board:../../x', 'nope:OURBOARD', `board:${'A'.repeat(200)}`])(
    '[ACC-9] the malformed name %j opens nothing and never throws on the socket',
    async (name) => {
      expect(await access.open('ana00000', ours, name)).toBeNull()
      await expect(access.openByName('ana00000', name)).rejects.toMatchObject({ code: 'invalid_name' })
    },
  )
})
