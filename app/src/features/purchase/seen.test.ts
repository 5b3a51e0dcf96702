import type { JsonValue } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import type { Seen } from '../../engine/purchase/index.ts'
import { markSaid, markSeen, seenMark, totalSaidTo } from './seen.ts'

const content = (totalCents: number | null): Seen['content'] => ({ totalCents }) as Seen['content']
const marksOf = () => {
  const kept = new Map<string, JsonValue>()
  return {
    readMark: (key: string) => kept.get(key),
    markRead: (key: string, value: JsonValue) => void kept.set(key, value),
  }
}

describe('what a word was about', () => {
  it('[PUR-12] is what stood on the screen when it was given, whatever was seen before the refusal came', () => {
    const marks = marksOf()
    markSaid(marks, 'list', 'request', { intentId: 'yes', totalCents: 800_00 })
    markSeen(marks, 'list', 'request', { digest: 'new', content: content(950_00) })
    expect(totalSaidTo(marks, 'list', 'request', 'yes')).toBe(800_00)
    expect(seenMark(marks, 'list', 'request')?.totalCents).toBe(950_00)
  })

  it('[PUR-12] an older word, of which only what was seen is known, is told by that; one without a sum by none', () => {
    const marks = marksOf()
    expect(totalSaidTo(marks, 'list', 'request', 'yes')).toBeNull()
    markSeen(marks, 'list', 'request', { digest: 'old', content: content(500_00) })
    markSaid(marks, 'list', 'request', { intentId: 'later', totalCents: null })
    expect(totalSaidTo(marks, 'list', 'request', 'yes')).toBe(500_00)
    expect(totalSaidTo(marks, 'list', 'request', 'later')).toBeNull()
  })
})
