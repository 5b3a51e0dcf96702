import { afterEach, describe, expect, it } from 'vitest'
import { fetchWords, hasWords, lookUp, onWords, speak } from './dictionary.ts'

afterEach(() => speak('pt-BR'))

describe('words of the moment', () => {
  it('[APP-16] fill in what a sentence leaves open and take the plural form of the language', () => {
    expect(lookUp('board', 'cards', { count: 1 })).not.toContain('{{')
    expect(lookUp('board', 'say.selected', { count: 0 })).toBe('Nada selecionado')
    const [one, two, million] = [1, 2, 1_000_000].map((count) => lookUp('stage', 'board:say.movedMany', { count }))
    expect(new Set([one, two, million]).size).toBe(3)
    expect(lookUp('common', 'board:done.movedTo', { title: 'Portal', stage: 'Proposta' })).toMatch(/Portal.*Proposta/)
    // What has no words is seen at once and breaks nothing.
    expect(lookUp('common', 'no.such.sentence')).toBe('no.such.sentence')
  })

  it('[APP-17] those of later screens come when asked for, in each language', async () => {
    expect([hasWords('board'), hasWords('importing')]).toEqual([true, false])
    const coming = fetchWords('pt-BR', 'all')
    expect(fetchWords('pt-BR', 'all')).toBe(coming)
    await coming
    expect(hasWords('importing')).toBe(true)
    expect(lookUp('accounts', 'title')).toBe('Contas')
    let heard = 0
    const stop = onWords(() => heard++)
    await fetchWords('en', 'first')
    speak('en')
    stop()
    // Once for the words that came, once for the language.
    expect([heard, hasWords('board'), hasWords('importing')]).toEqual([2, true, false])
    // Still on their way: blank, not a key.
    expect(lookUp('accounts', 'title')).toBe('')
    expect(lookUp('common', 'close')).toBe('Close')
  })
})
