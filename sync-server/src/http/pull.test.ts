import * as decoding from 'lib0/decoding'
import type { JournalRow } from '@mutirao/persistence'
import { describe, expect, it } from 'vitest'
import { matches, planPull, pullBody } from './pull.ts'
import { SharedCheckpoints } from './shared-checkpoints.ts'

const end = { epoch: 'a1', seq: 1200 }

const row = (seq: number): JournalRow => ({
  documentId: 7,
  epoch: 'a1',
  seq,
  batchId: '',
  actorId: 'ana',
  origin: 'client',
  receivedAtMs: 0,
  update: Uint8Array.of(seq % 251, seq >> 8),
  note: null,
  own: false,
})

async function seqsOf(fromSeq: number, endSeq: number): Promise<number[]> {
  const reads: number[] = []
  const journal = {
    read: async (_document: number, after: number, options?: { readonly maxRows?: number }) => {
      reads.push(after)
      return Array.from({ length: Math.min(options?.maxRows ?? 500, 1300 - after) }, (_, i) => row(after + 1 + i))
    },
  }
  const checkpoints = new SharedCheckpoints({ latest: async () => null })
  const seqs: number[] = []
  for await (const part of pullBody(journal, checkpoints, 7, { end: { ...end, seq: endSeq }, fromSeq, reset: false })) {
    const decoder = decoding.createDecoder(part)
    while (decoding.hasContent(decoder)) {
      const update = decoding.readVarUint8Array(decoder)
      seqs.push(update[0] ?? 0)
    }
  }
  expect(reads.length).toBeLessThanOrEqual(Math.ceil((endSeq - fromSeq) / 500) + 1)
  return seqs
}

describe('pull', () => {
  it('[HTT-8] without a cursor everything comes, with one only what is after it', () => {
    expect(planPull(null, end)).toEqual({ end, fromSeq: 0, reset: false })
    expect(planPull({ epoch: 'a1', seq: 40 }, end)).toEqual({ end, fromSeq: 40, reset: false })
    expect(planPull(end, end)).toEqual({ end, fromSeq: 1200, reset: false })
  })

  it('[HTT-9] a cursor of another epoch, or beyond the head, gets everything and is told so', () => {
    expect(planPull({ epoch: 'b2', seq: 3 }, end)).toEqual({ end, fromSeq: 0, reset: true })
    expect(planPull({ epoch: 'a1', seq: 1201 }, end)).toEqual({ end, fromSeq: 0, reset: true })
  })

  it('[HTT-8] pages end exactly at the promised cursor although rows were added meanwhile', async () => {
    const seqs = await seqsOf(3, 1200)
    expect(seqs).toEqual(Array.from({ length: 1197 }, (_, i) => (i + 4) % 251))
  })

  it.each([
    ['"a1-5"', true],
    ['W/"a1-5"', true],
    ['"x", "a1-5"', true],
    ['*', true],
    ['"a1-4"', false],
    ['a1-5', false],
    [undefined, false],
  ])('[HTT-10] If-None-Match %s against "a1-5" → %s', (header, same) => {
    expect(matches(header, '"a1-5"')).toBe(same)
  })
})
