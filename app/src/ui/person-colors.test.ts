import { describe, expect, it } from 'vitest'
import { paletteColor, personColor, seatColors, type Seated } from './person-colors.ts'

const team = (count: number): Seated[] =>
  Array.from({ length: count }, (_, seat) => ({ id: `person-${String(seat * 7919)}`, seat }))

/** What CSS makes of `personColor(id)` while this sheet is there. */
function shown(people: readonly Seated[], id: string): string {
  const [, name = '', otherwise = ''] = /^var\((--[\w-]+), (.*)\)$/.exec(personColor(id)) ?? []
  return new RegExp(`${name}: (.*?);`).exec(seatColors(people))?.[1] ?? otherwise
}

describe('colours of people', () => {
  it('[DSN-8] differ as long as there are colours, whatever the ids', () => {
    const people = team(8)
    expect(new Set(people.map(({ id }) => shown(people, id))).size).toBe(8)
  })

  it('[DSN-8] stay when somebody joins or the list comes in another order', () => {
    const before = team(5)
    const later = [{ id: 'AAA-new', seat: 5 }, ...before.toReversed()]
    for (const { id } of before) expect(shown(later, id)).toBe(shown(before, id))
    expect(before.map(({ id }) => shown(before, id))).not.toContain(shown(later, 'AAA-new'))
    expect(shown(team(9), team(9)[8]?.id ?? '')).toBe('var(--person-0)')
  })

  it('somebody who is not known has the colour of the id; an id that is no name never gets into a sheet', () => {
    expect(shown(team(3), 'ghost')).toBe(paletteColor('ghost'))
    const odd = 'x); background: url(//evil'
    expect(personColor(odd)).toBe(paletteColor(odd))
    expect(seatColors([{ id: odd, seat: 1 }, { id: 'unseated' }])).toBe('')
  })
})
