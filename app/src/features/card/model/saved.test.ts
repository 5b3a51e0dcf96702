import { describe, expect, it } from 'vitest'
import { savedState } from './saved.ts'

describe('savedState', () => {
  it('[CRD-6] is saved only when neither document has unsent edits', () => {
    expect(savedState({ board: 0, card: 0 }, 'saved')).toEqual({ kind: 'server' })
    expect(savedState({ board: 0, card: 1 }, 'saving')).toEqual({ kind: 'sending' })
    expect(savedState({ board: 2, card: 0 }, 'saving')).toEqual({ kind: 'sending' })
    // What the server has stays there: being offline does not unsave it.
    expect(savedState({ board: 0, card: 0 }, 'offline')).toEqual({ kind: 'server' })
  })
  it('[CRD-6] says where unsent edits are and what they wait for', () => {
    expect(savedState({ board: 1, card: 0 }, 'offline')).toEqual({ kind: 'device' })
    expect(savedState({ board: 1, card: 0 }, 'connecting')).toEqual({ kind: 'device' })
    expect(savedState({ board: 1, card: 0 }, 'signed-out')).toEqual({ kind: 'waits', on: 'sign-in' })
    expect(savedState({ board: 1, card: 0 }, 'update-required')).toEqual({ kind: 'waits', on: 'update' })
  })
})
