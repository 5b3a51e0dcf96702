import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { documentKinds, kinds, migrateDocument, refusalCodes, schemaStanding, schemaVersionOf } from './index.ts'
import { errorAdvice } from './error-advice.ts'
import { errorCatalogue, isMutiraoError, MutiraoError, type ErrorCode } from './errors.ts'

describe('kinds', () => {
  it('[DOC-17] every kind of document name has its rules, version and meaning', () => {
    for (const name of documentKinds) {
      expect(kinds[name].name).toBe(name)
      expect(kinds[name].schemaVersion).toBeGreaterThan(0)
      expect(kinds[name].meaning([])).toEqual([])
    }
  })

  it('[DOC-16] a document of a newer version is told apart, an older one is migrated once', () => {
    const doc = new Y.Doc()
    expect(schemaStanding(kinds.board, doc)).toBe('current')
    doc.getMap('meta').set('schemaVersion', 2)
    expect(schemaStanding(kinds.board, doc)).toBe('newer')
    doc.getMap('meta').set('schemaVersion', 'nonsense')
    expect(schemaStanding(kinds.board, doc)).toBe('current')

    doc.getMap('meta').set('schemaVersion', 1)
    const steps: number[] = []
    const step = (fromVersion: number) => ({ fromVersion, run: () => void steps.push(fromVersion) })
    const future = { schemaVersion: 3, migrations: [step(2), step(1)] }
    expect(schemaStanding(future, doc)).toBe('older')
    expect(migrateDocument(future, doc)).toBe(true)
    expect(migrateDocument(future, doc)).toBe(false)
    expect(steps).toEqual([1, 2])
    expect(schemaVersionOf(doc)).toBe(3)
  })
})

describe('errors', () => {
  it('[DOC-18] every code has a status, a sentence in both languages and an advice', () => {
    for (const [code, entry] of Object.entries(errorCatalogue)) {
      expect(entry.status, code).toBeGreaterThanOrEqual(400)
      for (const text of [entry.ptBR, entry.en, errorAdvice[code as ErrorCode]])
        expect(text, code).toMatch(/^[A-ZÀ-Ú].*\.$/u)
      expect(entry.ptBR).not.toBe(entry.en)
    }
    for (const code of refusalCodes) expect(errorCatalogue[code]).toBeDefined()
  })

  it('[DOC-18] a MutiraoError carries its code, pause and cause', () => {
    const cause = new Error('socket')
    const error = new MutiraoError('too_fast', 'slow down', { retryAfterSeconds: 3, cause })
    expect(error).toMatchObject({ code: 'too_fast', message: 'slow down', retryAfterSeconds: 3, cause })
    expect(new MutiraoError('forbidden').message).toBe(errorCatalogue.forbidden.en)
    expect(isMutiraoError(error, 'too_fast') && !isMutiraoError(error, 'forbidden') && !isMutiraoError(cause)).toBe(
      true,
    )
  })
})
