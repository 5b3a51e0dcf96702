import { describe, expect, it } from 'vitest'
import { phaseOf } from './phase.ts'

const unknown = { loaded: false, everSynced: false, synced: false, denied: null, readOnly: false, unsent: 0 } as const

describe('what a screen may show of a document', () => {
  it('[APP-7] the last known screen stands until the document is read from this device, then the document', () => {
    expect(phaseOf({ ...unknown, everSynced: true }, 'connecting', true)).toBe('projected')
    expect(phaseOf({ ...unknown, everSynced: true }, 'connecting', false)).toBe('opening')
    expect(phaseOf({ ...unknown, loaded: true, everSynced: true }, 'offline', true)).toBe('ready')
  })

  it.each(['offline', 'signed-out', 'update-required'] as const)(
    '[APP-8] a document this device never held is not shown as empty while the server is away (%s)',
    (status) => {
      expect(phaseOf({ ...unknown, loaded: true }, status, false)).toBe('never-loaded')
      expect(phaseOf({ ...unknown, loaded: true }, 'connecting', false)).toBe('opening')
    },
  )

  it('[APP-8] it opens by itself when the server has answered', () => {
    expect(phaseOf({ ...unknown, loaded: true, synced: true }, 'saved', false)).toBe('ready')
  })

  it('says why a document stays closed', () => {
    expect(phaseOf({ ...unknown, loaded: true, synced: true, denied: 'forbidden' }, 'saved', true)).toBe('forbidden')
    expect(phaseOf({ ...unknown, loaded: true, synced: true, denied: 'document_gone' }, 'saved', true)).toBe('gone')
  })
})
