import { mentionParts, mentionText, plainComment, type MemberSnapshot } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import { askedAt, choose, pickOf, suggested, toBox, toStored } from './mentions.ts'

const member = (id: string, name: string, active = true): MemberSnapshot => ({
  id,
  name,
  role: 'editor',
  groups: [],
  active,
})
const ana = { label: 'Ana Ribeiro', userId: 'user-ana' }
const stored = 'Oi @[Ana Ribeiro](user:user-ana), veja.'

describe('mentions', () => {
  it('[CRD-16] are stored with the id, edited as names, and come back the same', () => {
    expect(toBox(stored)).toEqual({ text: 'Oi @Ana Ribeiro, veja.', picks: [ana] })
    expect(toStored('Oi @Ana Ribeiro, veja.', [ana])).toBe(stored)
    expect(plainComment(stored)).toBe('Oi @Ana Ribeiro, veja.')
    expect(mentionParts(stored)).toEqual([
      { text: 'Oi ' },
      { text: 'Ana Ribeiro', userId: 'user-ana' },
      { text: ', veja.' },
    ])
  })

  it('[CRD-16] of two people with one name stay two', () => {
    const two = `${mentionText('Ana', 'a1')} e ${mentionText('Ana', 'a2')}`
    const box = toBox(two)
    expect(box.text).toBe('@Ana e @Ana (2)')
    expect(toStored(box.text, box.picks)).toBe(two)
    expect(pickOf('Ana', 'a2', box.picks).label).toBe('Ana (2)')
  })

  it.each([
    ['@Ana Ribeirox', '@Ana Ribeirox'],
    ['@Ana', '@Ana'],
    ['x@Ana Ribeiro', `x${mentionText('Ana Ribeiro', 'user-ana')}`],
    ['@Ana Ribeiro.', `${mentionText('Ana Ribeiro', 'user-ana')}.`],
  ])('[CRD-16] %j is stored as %j', (text, expected) => {
    expect(toStored(text, [ana])).toBe(expected)
  })

  it.each([
    '@[Ana](user:)',
    '@[](user:x)',
    '@[Ana](javascript:x)',
    '@[A\nb](user:x)',
    '[Ana](user:x)',
    '@[Ana] (user:x)',
  ])('[CRD-16] %j only looks like one', (text) => {
    expect(mentionParts(text)).toEqual([{ text }])
  })

  it('[CRD-16] a name with brackets cannot end a mention early', () => {
    expect(mentionParts(mentionText('A](user:x)', 'y'))).toEqual([{ text: 'A(user:x)', userId: 'y' }])
  })

  it.each([
    ['@', 1, { at: 0, query: '' }],
    ['Oi @an', 6, { at: 3, query: 'an' }],
    ['Oi (@Ana Ri', 11, { at: 4, query: 'Ana Ri' }],
    ['ana@casa', 8, null],
    ['@ana, ', 6, null],
    ['@ana\nx', 6, null],
    ['@ x', 3, null],
    ['nada', 4, null],
  ])('[CRD-16] in %j with the cursor at %i is asked for %j', (text, caret, asked) => {
    expect(askedAt(text, caret)).toEqual(asked)
  })

  it('[CRD-16] members are found by any part of their name, without accents, active ones only', () => {
    const all = [
      member('1', 'Bruno Almeida'),
      member('2', 'Álvaro Bruno'),
      member('3', 'Brunna', false),
      member('4', 'Carla'),
    ]
    expect(suggested(all, 'bru').map(({ id }) => id)).toEqual(['1', '2'])
    expect(suggested(all, 'alv').map(({ id }) => id)).toEqual(['2'])
    expect(suggested(all, '').map(({ id }) => id)).toEqual(['2', '1', '4'])
    expect(suggested(all, 'zz')).toEqual([])
  })

  it('[CRD-16] choosing puts the name in and the cursor behind it', () => {
    const asked = askedAt('Oi @an', 6)
    if (!asked) throw new Error('nobody is asked for')
    expect(choose('Oi @an', 6, asked, ana)).toEqual({ text: 'Oi @Ana Ribeiro ', caret: 16 })
    expect(choose('Oi @an tudo', 6, asked, ana)).toEqual({ text: 'Oi @Ana Ribeiro tudo', caret: 16 })
  })
})
