import { describe, expect, it } from 'vitest'
import { boardMeaning } from './meaning.ts'

const id = '01HCARD00000000000000000AA'
const fact = (path: string, before?: unknown, after?: unknown) =>
  ({ path: path.split('/'), before, after }) as Parameters<typeof boardMeaning>[0][number]

describe('what changes of a board mean', () => {
  it('[BRD-18] a new card is one event, however many keys it came with', () => {
    expect(
      boardMeaning([
        fact(`cards/${id}`, undefined, {}),
        fact(`cards/${id}/title`, undefined, 'Migração ERP'),
        fact(`cards/${id}/pos`, undefined, { stage: 's1', rank: 'V' }),
        fact(`cards/${id}/createdBy`, undefined, 'ana'),
      ]),
    ).toEqual([{ name: 'card.created', subject: id, args: { title: 'Migração ERP', stage: 's1', value: null } }])
  })

  it.each([
    ['card.moved', 'pos', { stage: 'a', rank: '1' }, { stage: 'b', rank: '1' }, { from: 'a', to: 'b' }],
    ['card.ranked', 'pos', { stage: 'a', rank: '1' }, { stage: 'a', rank: '2' }, { from: 'a', to: 'a' }],
    ['card.field_changed', 'value', 5, undefined, { field: 'value', before: 5, after: null }],
    ['card.labelled', 'label:Piloto', undefined, true, { label: 'Piloto' }],
    ['card.unlabelled', 'label:Piloto', true, undefined, { label: 'Piloto' }],
    ['card.archived', 'deletedAt', undefined, 5, {}],
    ['card.restored', 'deletedAt', 5, undefined, {}],
  ])('[BRD-18] %s', (name, key, before, after, args) => {
    expect(boardMeaning([fact(`cards/${id}/${key}`, before, after)])).toEqual([{ name, subject: id, args }])
  })

  it('[BRD-18] stages and the board itself; what changes nothing or says nothing is no event', () => {
    expect(
      boardMeaning([
        fact('meta/title', 'Funil', 'Funil 2027'),
        fact('stages/s1', undefined, { name: 'Demonstração' }),
        fact('stages/s2/name', 'Proposta', 'Ofertas'),
        fact('stages/s2/deletedAt', undefined, 5),
        fact('stages/s3/rank', 'a', 'b'),
        fact('stages/s3/color', '#000', '#000'),
        fact(`cards/${id}/createdBy`, undefined, 'ana'),
        fact('intents/i1', undefined, {}),
      ]).map(({ name, subject }) => `${name} ${subject}`),
    ).toEqual(['board.renamed board', 'stage.created s1', 'stage.renamed s2', 'stage.archived s2', 'stage.moved s3'])
  })

  it('[BRD-18] custom fields and their values', () => {
    expect(
      boardMeaning([
        fact('fields/f1', undefined, {}),
        fact('fields/f1/name', undefined, 'Porte'),
        fact('fields/f1/type', undefined, 'choice'),
        fact('fields/f2/name', 'Vence', 'Vence em'),
        fact('fields/f2/rank', 'a', 'b'),
        fact('fields/f3/deletedAt', undefined, 5),
        fact('fields/f4/deletedAt', 5, undefined),
        fact('fields/f4/face', undefined, true),
        fact(`cards/${id}/field:f1`, undefined, 'grande'),
      ]),
    ).toEqual([
      { name: 'field.created', subject: 'f1', args: { name: 'Porte', type: 'choice' } },
      { name: 'field.renamed', subject: 'f2', args: { before: 'Vence', after: 'Vence em' } },
      { name: 'field.moved', subject: 'f2', args: {} },
      { name: 'field.archived', subject: 'f3', args: {} },
      { name: 'field.restored', subject: 'f4', args: {} },
      { name: 'field.changed', subject: 'f4', args: { key: 'face', before: null, after: true } },
      { name: 'card.field_changed', subject: id, args: { field: 'field:f1', before: null, after: 'grande' } },
    ])
  })
})
