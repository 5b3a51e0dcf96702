import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { DocumentBytes } from './document-bytes.ts'
import { until } from './testing/until.ts'

function held(limitBytes: number) {
  const doc = new Y.Doc()
  // A clock that stands: a measurement takes no time however busy the machine is, so the pause after it is the shortest.
  const bytes = new DocumentBytes(doc, limitBytes, () => 0)
  doc.on('update', (update: Uint8Array) => bytes.add(update.length))
  return { values: doc.getMap<string>('values'), bytes }
}

describe('how large a document in memory is', () => {
  it('[ATK-14] what was overwritten does not make it full', async () => {
    const { values, bytes } = held(100_000)
    for (let i = 0; i < 110; i++) values.set('one', 'x'.repeat(1_000))
    expect(bytes.bytes).toBeGreaterThan(100_000)
    await until('it is measured', () => bytes.bytes < 3_000)
    expect(bytes.full).toBe(false)
    bytes.end()
  })

  it('[ATK-14] what stands in it does; far above the limit at once; deleted it has room again', async () => {
    const { values, bytes } = held(100_000)
    for (let i = 0; i < 110; i++) values.set(`value ${i}`, 'x'.repeat(1_000))
    await until('it is full', () => bytes.full)
    const { bytes: measured } = bytes.size()
    expect(measured).toBeLessThan(115_000)
    for (let i = 0; i < 110; i++) values.delete(`value ${i}`)
    await until('it has room', () => !bytes.full)
    for (let i = 0; i < 130; i++) values.set(`value ${i}`, 'x'.repeat(1_000))
    expect(bytes.full).toBe(true)
    bytes.end()
  })

  it('what was loaded is measured when it is a part of the limit worth it', async () => {
    const { values, bytes } = held(100_000)
    for (let i = 0; i < 20; i++) values.set('one', 'x'.repeat(1_000))
    bytes.loaded()
    await until('it is measured', () => bytes.bytes < 3_000)
    bytes.end()
  })
})
