import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

// What has come is kept by the module, and test files of one process share modules: each test takes a fresh dictionary,
// or what another file fetched before would be here already.
let { fetchWords, hasWords, lookUp, onWords, speak } = await import('./dictionary.ts')
beforeEach(async () => {
  vi.resetModules()
  ;({ fetchWords, hasWords, lookUp, onWords, speak } = await import('./dictionary.ts'))
})
afterEach(() => {
  speak('pt-BR')
  vi.doUnmock('./en/index.ts')
})

describe('words of the moment', () => {
  it('[APP-16] fill in what a sentence leaves open and take the plural form of the language', () => {
    expect(lookUp('board', 'cards', { count: 1 })).not.toContain('{{')
    expect(lookUp('board', 'say.selected', { count: 0 })).toBe('Nada selecionado')
    const [one, two, million] = [1, 2, 1_000_000].map((count) => lookUp('stage', 'board:say.movedMany', { count }))
    expect(new Set([one, two, million]).size).toBe(3)
    expect(lookUp('common', 'stage:done.created', { name: 'Proposta' })).toContain('Proposta')
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

  it('[APP-17] words that could not be fetched are asked for again, and what was here stays', async () => {
    let attempts = 0
    vi.doMock('./en/index.ts', async (original) => {
      if (++attempts === 1) throw new Error('no network')
      return await original()
    })
    await fetchWords('en', 'first')
    speak('en')
    await expect(fetchWords('en', 'all')).rejects.toThrow()
    expect([hasWords('board'), hasWords('importing')]).toEqual([true, false])
    await fetchWords('en', 'all')
    expect([attempts, hasWords('board'), hasWords('importing')]).toEqual([2, true, true])
  })
})
