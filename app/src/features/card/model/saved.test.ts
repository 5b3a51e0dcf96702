import { describe, expect, it } from 'vitest'
import type { DocumentName } from '@mutirao/documents'
import type { Upload } from '../../../engine/index.ts'
import { savedState as stateOf, unsentFiles } from './saved.ts'

const none = { going: 0, stopped: 0 }
const savedState = (edits: { readonly board: number; readonly card: number }, status: Parameters<typeof stateOf>[1]) =>
  stateOf({ ...edits, files: none }, status)

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

  it('[CRD-37] is not saved while a file of this card is on its way, and says when one waits for the person', () => {
    const card = 'card:b.c' as DocumentName
    const upload = (state: Upload['state'], document: DocumentName = card) => ({ state, document }) as Upload
    const files = (...uploads: readonly Upload[]) => ({ board: 0, card: 0, files: unsentFiles(uploads, card) })
    expect(stateOf(files(upload('sending')), 'saved')).toEqual({ kind: 'sending' })
    expect(stateOf(files(upload('waiting')), 'offline')).toEqual({ kind: 'device' })
    expect(stateOf(files(upload('settling'), upload('failed')), 'saved')).toEqual({ kind: 'sending' })
    expect(stateOf(files(upload('failed')), 'saved')).toEqual({ kind: 'waits', on: 'file' })
    // A removed one is not sent; other cards' files say nothing about this one.
    expect(stateOf(files(upload('paused'), upload('sending', 'card:b.d' as DocumentName)), 'saved')).toEqual({
      kind: 'server',
    })
  })
})
