import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createClosing } from './closing.ts'

describe('stopping', () => {
  it('[CFG-6] steps run once, in reverse order, whatever fails or hangs', async () => {
    const done: string[] = []
    const closing = createClosing(pino({ level: 'silent' }))
    closing.add('first', 1000, () => void done.push('first'))
    closing.add('hangs', 20, () => new Promise(() => undefined))
    closing.add('fails', 1000, () => Promise.reject(new Error('no')))
    closing.add('throws', 1000, () => {
      throw new Error('no')
    })
    closing.add('last', 1000, () => void done.push('last'))
    await Promise.all([closing.run(), closing.run()])
    expect(done).toEqual(['last', 'first'])
  })
})
