import { describe, expect, it } from 'vitest'
import { after, next, placeOf, steps, type Happening } from './steps.ts'

const all: readonly Happening[] = ['moved', 'joined', 'moved-by-other', 'landed', 'history-opened']

describe('the first minute', () => {
  it('[GUI-1] goes on by what the present step asks for, and by nothing else', () => {
    for (const [index, step] of steps.entries())
      for (const [other, happening] of all.entries())
        expect(after(step, happening), `${step} ${happening}`).toBe(other === index ? next(step) : step)
  })

  it('[GUI-1] ends after the last step and stays ended', () => {
    expect(next('history')).toBe('done')
    for (const happening of all) expect(after('done', happening)).toBe('done')
  })

  it('[GUI-2] is read from the preference: nothing kept is a newcomer, what is not understood is left alone', () => {
    expect(placeOf(undefined)).toBe('move')
    expect(placeOf(null)).toBe('move')
    expect(placeOf('fly')).toBe('fly')
    for (const kept of ['done', 'something newer', 3, { step: 'fly' }]) expect(placeOf(kept)).toBe('done')
  })
})
