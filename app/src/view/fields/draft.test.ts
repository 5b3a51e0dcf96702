import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commit, enter, isTouched, overtaken, shown, type } from './draft.ts'
import { parseText, parseTitle } from '../../parse/typed.ts'

describe('draft', () => {
  it('[CRD-1] writes only when something was typed', () => {
    expect(commit(enter('Ipê'), parseText)).toEqual({ kind: 'nothing' })
    expect(commit(null, parseText)).toEqual({ kind: 'nothing' })
    expect(commit(type(enter('Ipê'), 'Ipê Ltda '), parseText)).toEqual({ kind: 'write', value: 'Ipê Ltda' })
    expect(commit(type(enter('Ipê'), ' '), parseText)).toEqual({ kind: 'write', value: null })
  })

  it('[CRD-1] typing and taking it back is not typing', () => {
    expect(commit(type(type(enter('Ipê'), 'x'), 'Ipê'), parseText)).toEqual({ kind: 'nothing' })
  })

  it('[CRD-2] refuses with the reason and the text, and writes nothing', () => {
    expect(commit(type(enter('Frota'), '  '), parseTitle)).toEqual({ kind: 'refuse', problem: 'empty', text: '  ' })
    expect(commit(type(enter('Frota'), 'x'.repeat(1001)), parseTitle)).toMatchObject({
      kind: 'refuse',
      problem: 'too_long',
    })
  })

  it('[CRD-4] shows what arrives until something is typed, and then offers both', () => {
    const untouched = enter('10')
    expect(shown(untouched, '12')).toBe('12')
    expect(overtaken(untouched, '12')).toBe(false)
    const typed = type(untouched, '11')
    expect(shown(typed, '12')).toBe('11')
    expect(overtaken(typed, '12')).toBe(true)
    expect(overtaken(typed, '10')).toBe(false)
    expect(overtaken(typed, '11')).toBe(false)
  })

  it('[CRD-1] whatever was typed and taken back, an untouched draft writes nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (base, keys) => {
        const draft = [...keys, base].reduce(type, enter(base))
        expect(commit(draft, parseText)).toEqual({ kind: 'nothing' })
      }),
    )
  })

  it('[CRD-4] shows the colleague’s text to whoever typed nothing, and one’s own otherwise', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (base, stored, keys) => {
        const draft = keys.reduce(type, enter(base))
        expect(shown(draft, stored)).toBe(isTouched(draft) ? draft.text : stored)
      }),
    )
  })
})
