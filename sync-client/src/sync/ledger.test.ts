import { describe, expect, it } from 'vitest'
import { createLedger, type Ledger } from './ledger.ts'

/** A ledger after its first handshake was confirmed. */
function settled(): Ledger {
  const ledger = createLedger(0)
  ledger.beginEpoch()
  ledger.sentWhole(1)
  ledger.answered(true)
  return ledger
}

describe('the acknowledgement ledger', () => {
  it('[STA-1] confirms a batch up to the edits it carried, not later ones', () => {
    const ledger = settled()
    ledger.edit()
    ledger.sentBatch()
    ledger.edit()
    ledger.answered(true)
    expect(ledger.unsent()).toBe(1)
  })

  it('[STA-1] confirms nothing by a batch while a whole difference is needed', () => {
    const ledger = settled()
    ledger.edit()
    ledger.sentBatch()
    ledger.edit()
    ledger.sentBatch()
    ledger.answered(false)
    ledger.refused('unknown_dependency')
    ledger.answered(true)
    expect(ledger.unsent()).toBe(2)
    expect(ledger.stuck()).toBe(true)
  })

  it('[STA-1] starts every epoch from nothing: answers of the last one are ignored', () => {
    const ledger = settled()
    ledger.edit()
    ledger.sentBatch()
    ledger.beginEpoch()
    ledger.answered(true)
    expect(ledger.unsent()).toBe(1)
    expect(ledger.settled()).toBe(false)
  })

  it('[STA-3] [STA-1] a negative answer without a reason confirms nothing, and the next whole difference makes up for it', () => {
    const ledger = settled()
    ledger.edit()
    ledger.sentBatch()
    ledger.edit()
    ledger.sentBatch()
    ledger.answered(false)
    ledger.answered(true)
    expect(ledger.unsent()).toBe(2)
    ledger.sentWhole(1)
    ledger.answered(true)
    expect(ledger.unsent()).toBe(0)
    expect(ledger.settled()).toBe(true)
  })

  it('[STA-4] a partial refusal confirms the rest of its frame; any other does not', () => {
    for (const code of ['hard_delete', 'bad_value', 'bad_structure', 'too_large'] as const) {
      const ledger = settled()
      ledger.edit()
      ledger.sentBatch()
      ledger.answered(false)
      expect(ledger.refused(code)).toBe(true)
      expect(ledger.unsent()).toBe(0)
    }
    for (const code of ['unknown_dependency', 'foreign_client', 'malformed', 'read_only'] as const) {
      const ledger = settled()
      ledger.edit()
      ledger.sentBatch()
      ledger.answered(false)
      expect(ledger.refused(code)).toBe(false)
      expect(ledger.unsent()).toBe(1)
    }
  })

  it('[STA-10] a whole difference in several frames counts when the last one is taken and none was refused', () => {
    const ledger = createLedger(3)
    ledger.beginEpoch()
    ledger.sentWhole(3)
    ledger.answered(true)
    ledger.answered(true)
    expect(ledger.unsent()).toBe(3)
    ledger.answered(true)
    expect(ledger.unsent()).toBe(0)

    const broken = createLedger(3)
    broken.beginEpoch()
    broken.sentWhole(3)
    broken.answered(true)
    broken.answered(false)
    broken.refused('unknown_dependency')
    broken.answered(true)
    expect(broken.unsent()).toBe(3)
    expect(broken.stuck()).toBe(true)
  })

  it('edits of an earlier life and of another journal wait for the next whole difference', () => {
    const ledger = createLedger(2)
    expect(ledger.unsent()).toBe(2)
    const other = settled()
    other.forget()
    expect(other.unsent()).toBe(1)
    other.sentWhole(1)
    other.answered(true)
    expect(other.unsent()).toBe(0)
  })
})
