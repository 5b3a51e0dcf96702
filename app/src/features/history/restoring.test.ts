import type { HistoryFact } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import type { RestoreWish } from '../../engine/index.ts'
import { putBack, type Server } from './restoring.ts'

const fact = (seq: number, field: string, actorId = 'ana'): HistoryFact => ({
  seq,
  index: 0,
  path: ['cards', 'x', field],
  kind: 'set',
  actorId,
  origin: 'client',
  receivedAtMs: seq,
  writtenAtMs: null,
})

/** A server whose restore became row 10; `since` is what the history knows after it, which takes two questions to be derived. */
function serverWith(since: readonly HistoryFact[], rows: readonly number[] = [10]) {
  const wishes: RestoreWish[] = []
  let asked = 0
  const via: Server = {
    restore: (_name, wish) => {
      wishes.push(wish)
      return Promise.resolve({ rows: wishes.length === 1 ? rows : [19 + wishes.length], written: 1, left: 0 })
    },
    readHistory: () => {
      asked++
      const facts = asked > 1 ? since : []
      const group = { actorId: 'ana', origin: 'restore', fromSeq: 10, toSeq: 12, fromMs: 0, toMs: 0, facts }
      return Promise.resolve({ groups: [group], next: null, seq: asked > 1 ? 12 : 9, nowMs: 0 })
    },
    pause: () => Promise.resolve(),
  }
  return { via, wishes }
}

describe('restoring', () => {
  it('[HSC-3] asks for the moment, the card, the field and says why', async () => {
    const { via, wishes } = serverWith([])
    const target = { name: 'board:b', entries: ['x'], field: 'value', seq: 4, reason: 'engano' }
    expect((await putBack(target, via)).written).toBe(1)
    expect(wishes).toEqual([{ seq: 4, entries: ['x'], field: 'value', reason: 'engano' }])
  })

  it('[HSC-3] is taken back where nobody has written since, and only there', async () => {
    const { via, wishes } = serverWith([fact(10, 'value'), fact(10, 'owner'), fact(11, 'owner', 'bruno')])
    const { undo } = await putBack({ name: 'board:b', entries: ['x'], seq: 4 }, via)
    expect(await undo()).toEqual({ written: 1, skipped: 1 })
    expect(wishes.slice(1)).toEqual([{ seq: 9, entries: ['x'], field: 'value' }])
  })

  it('[HSC-3] of many cards is taken back with one edit a field', async () => {
    const on = (card: string, field: string) => ({ ...fact(10, field), path: ['cards', card, field] })
    const { via, wishes } = serverWith([on('x', 'value'), on('y', 'value'), on('y', 'owner')])
    const { undo } = await putBack({ name: 'board:b', entries: [], seq: 4 }, via)
    expect(await undo()).toEqual({ written: 2, skipped: 0 })
    expect(wishes.slice(1)).toEqual([
      { seq: 9, entries: ['x', 'y'], field: 'value' },
      { seq: 9, entries: ['y'], field: 'owner' },
    ])
  })

  it('[HSC-3] that needed many rows is taken back row by row, keys of a root and texts too', async () => {
    const at = (seq: number, path: readonly string[]) => ({ ...fact(seq, ''), path })
    const since = [
      at(10, ['checklist', 'a.text']),
      at(11, ['bruno']),
      at(12, ['checklist', 'b.done']),
      at(12, ['notes']),
    ]
    const { via, wishes } = serverWith(since, [10, 12])
    const { undo } = await putBack({ name: 'card:b.c', entries: [], seq: 4 }, via)
    expect(await undo()).toEqual({ written: 3, skipped: 0 })
    expect(wishes.slice(1)).toEqual([
      { seq: 9, field: 'a.text' },
      { seq: 11, field: 'b.done' },
      { seq: 11, field: 'notes' },
    ])
  })
})
