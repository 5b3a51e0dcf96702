import { accountsName, boardName, cardName, userName } from '@mutirao/documents'
import { expect, it } from 'vitest'
import { firstRight } from './first-right.ts'
import type { SessionState } from './session.ts'
import { me, workspace } from './testing/world.ts'

const board = boardName('BOARD0001')
const signedIn = (role: 'viewer' | 'editor'): SessionState => {
  const there = { ...workspace, role }
  return { kind: 'signed-in', person: me, workspaces: [there], workspace: there }
}

it('[APP-53] before the server has told anything, a viewer only looks, as the role kept on this device says', () => {
  let state = signedIn('viewer')
  const isReadOnly = firstRight(() => state, workspace.id)
  expect(isReadOnly(board)).toBe(true)
  expect(isReadOnly(cardName('BOARD0001', 'CARD00001'))).toBe(true)
  expect(isReadOnly(accountsName(workspace.id))).toBe(true)
  // Their own settings are theirs whatever the role.
  expect(isReadOnly(userName(workspace.id, me.id))).toBe(false)
  state = signedIn('editor')
  expect(isReadOnly(board)).toBe(false)
  state = { kind: 'starting' }
  expect(isReadOnly(board)).toBe(false)
})
