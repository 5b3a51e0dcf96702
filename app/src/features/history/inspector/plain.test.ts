import { describe, expect, it } from 'vitest'
import { comparePlain, sectionsOf, titleOf, titlesOf } from './plain.ts'

const names = { card: (id: string) => (id === 'r1' ? 'Cadeiras' : null) }
const requests = {
  meta: { schemaVersion: 1, title: 'Compras' },
  requests: {
    r1: { title: 'Cadeiras', createdAt: 1, priority: 'high', costCentre: 'TI', place: null },
    r3: { title: 'Mesas', createdAt: 3 },
    r2: { title: 'Antiga', createdAt: 2, deletedAt: 9 },
  },
}

describe('a document of any kind at a moment', () => {
  it('[HSC-16] is read section by section, archived entries last, bookkeeping and empty fields left out', () => {
    expect(
      sectionsOf(requests).map(({ root, entries }) => [
        root,
        ...entries.map(({ id, fields }) => [id, ...fields.keys()]),
      ]),
    ).toEqual([
      ['meta', ['', 'title']],
      [
        'requests',
        ['r1', 'title', 'createdAt', 'priority', 'costCentre'],
        ['r3', 'title', 'createdAt'],
        ['r2', 'title', 'createdAt'],
      ],
    ])
    expect(
      sectionsOf({ meta: {}, items: { b: { rank: 'b' }, a: { rank: 'a' } } })[0]?.entries.map(({ id }) => id),
    ).toEqual(['a', 'b'])
  })

  it('[HSC-16] calls entries by their names, and what has none by what it is about', () => {
    expect(titlesOf(requests).get('r3')).toBe('Mesas')
    expect(titlesOf({ outcomes: { i1: { subject: 'r1' } } }).has('i1'), 'an id is no name').toBe(false)
    const ledger = sectionsOf({
      outcomes: { i1: { subject: 'r1' }, i2: { subject: 'gone' } },
      subjects: { r1: { status: 'x' } },
    })
    expect(ledger.flatMap(({ entries }) => entries.map((entry) => titleOf(entry, names)))).toEqual([
      'Cadeiras',
      'i2',
      'Cadeiras',
    ])
  })

  it('[HSC-16] is compared entry by entry; archiving counts as removal', () => {
    const { r1, r2, r3 } = requests.requests
    const now = {
      ...requests,
      requests: { r1: { ...r1, priority: 'low' }, r2, r3: { ...r3, deletedAt: 12 }, r4: { title: 'Nova' } },
    }
    const [difference, ...others] = comparePlain(requests, now)
    expect(others).toEqual([])
    expect(difference?.root).toBe('requests')
    expect(difference?.added.map(({ id }) => id)).toEqual(['r4'])
    expect(difference?.removed.map(({ id }) => id)).toEqual(['r3'])
    expect(difference?.changed.map(({ now: { id }, keys }) => [id, ...keys])).toEqual([['r1', 'priority']])
    expect(comparePlain(requests, requests)).toEqual([])
  })
})
