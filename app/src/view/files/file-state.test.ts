import { describe, expect, it } from 'vitest'
import { fileState, type FileFacts } from './file-state.ts'

const nowMs = 1_000_000_000
const waiting = { by: 'ana', at: nowMs - 60_000, storedAt: null }
const stored = { ...waiting, storedAt: nowMs }
const upload = { state: 'sending', sent: 7, problem: null } as const
const facts: FileFacts = { attachment: waiting, upload: null, isHere: false, online: true, userId: 'bruno', nowMs }

describe('what is said of a file', () => {
  it.each([
    [{ attachment: stored }, 'ready server'],
    [{ attachment: stored, online: false, isHere: true }, 'ready device'],
    [{ attachment: stored, online: false }, 'away'],
    [{}, 'elsewhere false true'],
    [{ attachment: { ...waiting, at: nowMs - 3_600_000 } }, 'elsewhere false false'],
    [{ userId: 'ana' }, 'elsewhere true true'],
    [{ upload, isHere: true, userId: 'ana' }, 'sending 7'],
    [{ upload, isHere: true, online: false }, 'kept'],
    [{ upload: { ...upload, state: 'waiting' as const } }, 'queued'],
    [{ upload: { ...upload, state: 'settling' as const } }, 'checking'],
    [
      { upload: { ...upload, state: 'failed' as const, problem: 'files_full' as const }, online: false },
      'failed files_full',
    ],
  ])('[CRD-15] %j is %s', (change, said) => {
    expect(Object.values(fileState({ ...facts, ...change })).join(' ')).toBe(said)
  })
})
