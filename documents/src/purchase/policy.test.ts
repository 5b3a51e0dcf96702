import { describe, expect, it } from 'vitest'
import { isNeverUsed } from './index.ts'
import type { PolicyRule } from './index.ts'
import { content, Office, rule } from './testing/office.ts'

/** Whom a request of this cost centre and category waits for. */
function waiting(rules: readonly PolicyRule[], costCentre: string, category = ''): string {
  const desk = new Office()
  desk.policy(rules)
  desk.write('r1', content('bruno', 100, { costCentre, category }))
  desk.say('bruno', 'request.submit', 'r1')
  return (
    desk
      .state('r1')
      ?.requirements.flatMap(({ people }) => people)
      .join(' ') ?? ''
  )
}

describe('which rule is for a request', () => {
  const rules = [
    rule(1, ['davi'], { id: 'it', costCentres: ['TI'], categories: ['Manutenção predial'] }),
    rule(1, ['carla'], { id: 'rest' }),
  ]

  it('[APV-22] neither a capital, an accent nor a space leads past the rule of a cost centre or a category', () => {
    expect(waiting(rules, 'TI', 'Manutenção predial')).toBe('davi')
    expect(waiting(rules, ' ti ', 'MANUTENCAO  predial')).toBe('davi')
    expect(waiting(rules, 'TI 2', 'Manutenção predial')).toBe('carla')
  })

  it('[APV-22] nor does a sign nobody sees, or another width; what looks empty is empty', () => {
    for (const same of ['T\u200BI', '\u202ETI\u202C', 'TI\u00AD', 'ＴＩ', 'T\uFE0FI'])
      expect(waiting(rules, same, 'Manutenção\u00A0predial'), JSON.stringify(same)).toBe('davi')
    const items = content('bruno', 100).items.map((item) => ({ ...item, costCentre: ' \u200B' }))
    const desk = new Office()
    desk.policy(rules)
    desk.write('r1', content('bruno', 100, { items, category: 'Manutenção predial' }))
    desk.say('bruno', 'request.submit', 'r1')
    expect(desk.state('r1')?.requirements.map(({ id }) => id)).toEqual(['it'])
  })
})

describe('a rule that never applies', () => {
  const all = rule(1, ['carla'], { id: 'all' })
  const names = (rules: readonly PolicyRule[]) => rules.filter((one) => isNeverUsed(rules, one)).map(({ id }) => id)

  it('[APV-23] is one below another of its level that fits whatever it fits', () => {
    const [it, dear] = [
      rule(1, ['davi'], { id: 'it', costCentres: ['TI'] }),
      rule(1, ['eva'], { id: 'dear', fromCents: 100 }),
    ]
    expect(names([all, it, dear])).toEqual(['it', 'dear'])
    expect(names([it, dear, all])).toEqual([])
    expect(names([it, rule(1, ['eva'], { id: 'dearer', costCentres: ['TI'], fromCents: 100 })])).toEqual(['dearer'])
    expect(names([rule(1, ['eva'], { id: 'two', costCentres: ['TI', 'RH'] }), it])).toEqual(['it'])
  })

  it('[APV-23] is none below a dearer, a narrower or another level’s', () => {
    expect(names([rule(1, ['eva'], { id: 'dear', fromCents: 100 }), all])).toEqual([])
    expect(
      names([
        rule(1, ['eva'], { id: 'it', costCentres: ['TI'] }),
        rule(1, ['eva'], { id: 'use', categories: ['Uso'] }),
        all,
      ]),
    ).toEqual([])
    expect(names([all, rule(2, ['davi'], { id: 'second' })])).toEqual([])
  })
})
