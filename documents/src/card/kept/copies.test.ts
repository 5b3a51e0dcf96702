import { describe, expect, it } from 'vitest'
import { NewStretches } from './copies.ts'
import type { Unit } from './units.ts'

const stretch = (words: string, client: number): readonly Unit[] =>
  [...words].map((char, clock) => ({ client, clock, char }))

describe('looking for copies', () => {
  it('[CRD-24] finds the one that has most of a text, each letter once', () => {
    const stretches = new NewStretches([stretch('um prazo', 1), stretch('dois prazos', 2), stretch('dois prazos', 3)])
    const found = stretches.take('dois prazo')
    expect(found?.map((unit) => [unit?.client, unit?.char].join(''))).toEqual(
      [...'dois prazo'].map((char) => `2${char}`),
    )
    expect(stretches.take('dois prazos')?.every((unit) => unit?.client === 3)).toBe(true)
    expect(stretches.take('xyz')).toBeNull()
  })

  it('[CRD-24] ends when a note of thousands of lines is replaced: what is the same is still found, nothing else is compared', () => {
    const lines = Array.from({ length: 2_000 }, (_, i) => `${i * 7919} reunião com o cliente ${i * 104_729}`)
    const stretches = new NewStretches(lines.map(stretch))
    const changed = lines.slice(1_000).map((line) => stretches.take(line.replace('reunião', 'conversa')))
    expect(changed.filter((found) => found === null).length).toBeGreaterThan(900)
    expect(stretches.take(lines[999] ?? '')?.[0]?.client).toBe(999)
  })
})
