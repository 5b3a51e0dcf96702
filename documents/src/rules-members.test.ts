import { describe, expect, it } from 'vitest'
import { card, judgeOf, map } from './testing/judge.ts'

describe('members', () => {
  it('[DOC-19] a member writes cards, stages, title, comments, checklist and notes', () => {
    const judge = judgeOf('board')
    expect(judge(card, map)).toBe('allow')
    expect(judge('stages/01HSTAGE0000000000000000AA', map)).toBe('allow')
    expect(judge('meta/title', 'Funil 2027')).toBe('allow')
    const detail = judgeOf('card')
    expect(detail('comments/01HCOMMENT00000000000000AA', map)).toBe('allow')
    expect(detail('comments/01HCOMMENT00000000000000AA/text', 'oi')).toBe('allow')
    expect(detail('checklist/01HITEM.text', 'ligar')).toBe('allow')
    expect(detail('checklist/01HITEM.done', true)).toBe('allow')
    expect(detail('notes', 'texto', { op: 'insert' })).toBe('allow')
    expect(detail('notes', { type: 'xml' }, { op: 'insert' })).toBe('allow')
    expect(detail('notes', undefined)).toBe('allow')
    expect(detail('notes/level', 2)).toBe('allow')
  })
})
