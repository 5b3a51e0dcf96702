import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../kind.ts'
import type { DocumentKindName } from '../names.ts'
import { groupFacts, sentencesOf } from './index.ts'
import type { HistoryFact, HistoryLanguage, HistoryNames, SentencePlace } from './index.ts'

let seq = 0
type Change = readonly [path: string, before: JsonValue | undefined, after: JsonValue | undefined]

/** One row for each change. */
const facts = (changes: readonly Change[]): HistoryFact[] =>
  changes.map(([path, before, after]) => ({
    seq: ++seq,
    index: 0,
    path: path.split('/'),
    kind: typeof after === 'object' && before === undefined && path.split('/').length === 2 ? 'insert' : 'set',
    before,
    after,
    actorId: 'ana',
    origin: 'client',
    receivedAtMs: 1,
    writtenAtMs: null,
  }))

const answers = [
  { id: 'o1', name: 'Indústria' },
  { id: 'o2', name: 'Comércio' },
]
const names = (language: HistoryLanguage): HistoryNames => ({
  language,
  currency: 'BRL',
  person: (id) => ({ ana: 'Ana', bruno: 'Bruno' })[id] ?? null,
  card: (id) => ({ c1: 'Acme', a1: 'Padaria', a2: 'Padaria São João' })[id] ?? null,
  stage: (id) => ({ s1: 'Proposta', s2: 'Negociação' })[id] ?? null,
  field: (id) =>
    ({
      f1: { name: 'Segmento', type: 'choice' as const, options: answers },
      f2: { name: 'Vendedor', type: 'person' as const, options: [] },
      f3: { name: 'Frete', type: 'money' as const, options: [] },
    })[id] ?? null,
  view: (id) => (id === 'v1' ? 'Minhas' : null),
  task: (id) =>
    ({ i1: 'Ligar', k1: 'Pode ser sexta?', k2: 'Oi @[Ana Ribeiro](user:u1)', p1: 'proposta.pdf' })[id] ?? null,
})

function said(
  kind: DocumentKindName,
  changes: readonly Change[],
  language: HistoryLanguage = 'pt-BR',
  place: SentencePlace = {},
): string[] {
  const [group] = groupFacts(facts(changes))
  if (!group) throw new Error('no group')
  return sentencesOf(kind, group, names(language), place).map(({ text }) => text.replaceAll('\u00a0', ' '))
}

/** What people can do, by the kind of document, and how it reads. */
const told: readonly (readonly [DocumentKindName, Change, string, string])[] = [
  [
    'board',
    ['fields/f9', undefined, { name: 'Porte', type: 'choice' }],
    'Ana criou o campo Porte',
    'Ana created the field Porte',
  ],
  [
    'board',
    ['fields/f1/name', 'Ramo', 'Segmento'],
    'Ana renomeou o campo Ramo para Segmento',
    'Ana renamed the field Ramo to Segmento',
  ],
  ['board', ['fields/f1/rank', 'a', 'b'], 'Ana mudou o campo Segmento de lugar', 'Ana moved the field Segmento'],
  ['board', ['fields/f1/deletedAt', undefined, 5], 'Ana arquivou o campo Segmento', 'Ana archived the field Segmento'],
  [
    'board',
    ['fields/f1/deletedAt', 5, undefined],
    'Ana tirou o campo Segmento do arquivo',
    'Ana took the field Segmento out of the archive',
  ],
  [
    'board',
    ['fields/f1/options', [], answers],
    'Ana mudou as opções do campo Segmento de vazio para Indústria, Comércio',
    'Ana changed the options of the field Segmento from empty to Indústria, Comércio',
  ],
  [
    'board',
    ['fields/f1/face', undefined, true],
    'Ana mudou se o campo Segmento aparece no cartão: sim',
    'Ana changed whether the field Segmento is on the card: yes',
  ],
  [
    'board',
    ['views/v9', undefined, { name: 'Atrasadas' }],
    'Ana salvou a visão Atrasadas',
    'Ana saved the view Atrasadas',
  ],
  ['board', ['views/v1/query', 'a=1', 'a=2'], 'Ana mudou a visão Minhas', 'Ana changed the view Minhas'],
  [
    'board',
    ['views/v1/name', 'Tudo', 'Minhas'],
    'Ana renomeou a visão Tudo para Minhas',
    'Ana renamed the view Tudo to Minhas',
  ],
  ['board', ['views/v9/deletedAt', undefined, 5], 'Ana excluiu a visão uma visão', 'Ana deleted the view a view'],
  [
    'requests',
    ['views/v1/deletedAt', 5, undefined],
    'Ana trouxe de volta a visão Minhas',
    'Ana brought back the view Minhas',
  ],
]

describe('what people can do', () => {
  it.each(told)('[HIS-41] is told in words of its own: %s %s', (kind, change, pt, en) => {
    expect(said(kind, [change])).toEqual([pt])
    expect(said(kind, [change], 'en')).toEqual([en])
  })

  it('[HIS-41] a task that was ticked in the sitting that made it was both', () => {
    const changes: Change[] = [
      ['checklist/i1.done', undefined, false],
      ['checklist/i1.text', undefined, 'Ligar'],
      ['checklist/i1.done', false, true],
    ]
    expect(said('card', changes).toSorted()).toEqual(['Ana adicionou a tarefa “Ligar”', 'Ana concluiu Ligar'])
  })
})

describe('what stands inside and besides', () => {
  it('[HIS-54] a mention in a comment is read as a name', () => {
    const asked = 'Oi @[Ana Ribeiro](user:u1), pode ser sexta?'
    expect(said('card', [['comments/k3/text', asked, 'Oi @[Bruno](user:u2)']])).toEqual([
      'Ana corrigiu um comentário de “Oi @Ana Ribeiro, pode ser sexta?” para “Oi @Bruno”',
    ])
    expect(said('card', [['comments/k3', undefined, { authorId: 'ana', createdAt: 1, text: asked }]])).toEqual([
      'Ana comentou: “Oi @Ana Ribeiro, pode ser sexta?”',
    ])
    expect(said('card', [['comments/k2/deletedAt', undefined, 5]], 'en')).toEqual([
      'Ana deleted the comment “Oi @Ana Ribeiro”',
    ])
  })

  it('[HIS-13] is called by its name: comments, files, accounts; stages by their kind and not by a code of a colour', () => {
    expect(said('card', [['comments/k1/deletedAt', undefined, 5]])).toEqual([
      'Ana apagou o comentário “Pode ser sexta?”',
    ])
    expect(said('card', [['comments/k9/deletedAt', undefined, 5]])).toEqual(['Ana apagou um comentário'])
    expect(said('card', [['attachments/p1/deletedAt', undefined, 5]])).toEqual(['Ana tirou o anexo proposta.pdf'])
    expect(said('card', [['attachments/p1/storedAt', undefined, 5]])).toEqual([
      'O anexo proposta.pdf chegou inteiro ao servidor',
    ])
    expect(said('accounts', [['accounts/a1/mergedInto', undefined, 'a2']])).toEqual([
      'Ana uniu a conta Padaria à conta Padaria São João',
    ])
    expect(said('accounts', [['contacts/c9/accountId', 'a1', 'a2']], 'en')).toEqual([
      'Ana took the contact without a name to the account Padaria São João',
    ])
    expect(said('board', [['stages/s1/color', '#7353c9', '#8b928f']])).toEqual(['Ana mudou a cor da etapa Proposta'])
    expect(said('board', [['stages/s1/kind', 'open', 'won']])).toEqual([
      'Ana mudou tipo da etapa Proposta de aberta para ganha',
    ])
    expect(said('board', [['meta/schemaVersion', undefined, 1]])).toEqual([])
  })
})

describe('what is written after the row that made an entry', () => {
  it('[HIS-42] is told for itself: where the card went, what was filled in, that it was archived', () => {
    const changes: Change[] = [
      ['cards/c1', undefined, { title: 'Acme', pos: { stage: 's1', rank: 'a' }, value: 100 }],
      ['cards/c1/pos', { stage: 's1', rank: 'a' }, { stage: 's2', rank: 'a' }],
      ['cards/c1/value', 100, 5_000],
      ['cards/c1/account', undefined, 'Padaria'],
      ['cards/c1/deletedAt', undefined, 7],
    ]
    expect(said('board', changes)).toEqual([
      'Ana criou Acme em Proposta',
      'Ana moveu Acme de Proposta para Negociação',
      'Ana mudou valor de R$ 1,00 para R$ 50,00 em Acme',
      'Ana preencheu conta de Acme: Padaria',
      'Ana arquivou Acme',
    ])
  })

  it('[HIS-42] but a first name is its name', () => {
    const changes: Change[] = [
      ['contacts/c9', undefined, { accountId: 'a1', name: '' }],
      ['contacts/c9/name', '', 'Rosa'],
    ]
    expect(said('accounts', changes)).toEqual(['Ana criou o contato Rosa'])
  })
})

describe('custom fields', () => {
  it('[HIS-43] read as their type says: an answer, a person, an amount; what nobody knows as it stands', () => {
    expect(said('board', [['cards/c1/field:f1', 'o1', 'o2']])).toEqual([
      'Ana mudou Segmento de Indústria para Comércio em Acme',
    ])
    expect(said('board', [['cards/c1/field:f2', undefined, 'bruno']])).toEqual([
      'Ana preencheu Vendedor de Acme: Bruno',
    ])
    expect(said('board', [['cards/c1/field:f3', 12_345, undefined]])).toEqual([
      'Ana limpou Frete de Acme (era R$ 123,45)',
    ])
    expect(said('board', [['cards/c1/field:f1', 'o1', 'gone']], 'en')).toEqual([
      'Ana changed Segmento from Indústria to gone in Acme',
    ])
  })
})

describe('the history of one card', () => {
  const birth: Change = [
    'cards/c1',
    undefined,
    {
      title: 'Acme',
      pos: { stage: 's1', rank: 'a' },
      value: 5_000,
      account: '',
      owner: 'bruno',
      createdAt: 1,
      'label:VIP': true,
    },
  ]

  it('[HIS-44] does not name it again, and tells what it came with', () => {
    const here = { about: 'c1' }
    expect(said('board', [['cards/c1/value', 100, 5_000]], 'pt-BR', here)).toEqual([
      'Ana mudou valor de R$ 1,00 para R$ 50,00',
    ])
    expect(said('board', [['cards/c1/deletedAt', undefined, 5]], 'en', here)).toEqual(['Ana archived the card'])
    expect(said('board', [birth], 'pt-BR', here)).toEqual([
      'Ana criou Acme em Proposta: valor R$ 50,00, responsável Bruno, etiqueta VIP',
    ])
    expect(said('board', [birth])).toEqual(['Ana criou Acme em Proposta'])
  })

  it('[HIS-44] of one field begins with the value it came with', () => {
    expect(said('board', [birth], 'en', { about: 'c1', field: 'owner' })).toEqual([
      'Ana created Acme in Proposta: owner Bruno',
    ])
    expect(said('board', [birth], 'en', { about: 'c1', field: 'closeOn' })).toEqual(['Ana created Acme in Proposta'])
  })
})

describe('what is told as one', () => {
  const many = (key: string, before: JsonValue, after: (i: number) => JsonValue, ids = 5) =>
    Array.from({ length: ids }, (_, i): Change => [`cards/x${i}/${key}`, before, after(i)])

  it('[HIS-13] [HIS-45] is of one field, to one stage, of one label: others are not counted with it', () => {
    const pos = (stage: string) => ({ stage, rank: 'a' })
    expect(said('board', [...many('value', 1, () => 2, 4), ...many('owner', 'ana', () => 'bruno', 4)])).toEqual([
      'Ana mudou valor de 4 cartões',
      'Ana mudou responsável de 4 cartões',
    ])
    expect(
      said(
        'board',
        many('pos', pos('s1'), (i) => pos(i < 4 ? 's2' : 's3')),
      ),
    ).toEqual(['Ana moveu 4 cartões para Negociação', 'Ana moveu um cartão de Proposta para Sem etapa'])
    const labelled = [...many('label:VIP', false, () => true, 4), ...many('label:Piloto', false, () => true, 4)]
    expect(said('board', labelled)).toEqual([
      'Ana adicionou a etiqueta VIP a 4 cartões',
      'Ana adicionou a etiqueta Piloto a 4 cartões',
    ])
  })

  it('[HIS-13] [HIS-47] says on demand each of them, with what stood before and after', () => {
    const back = [...many('owner', 'ana', () => 'bruno'), ...many('owner', 'bruno', () => 'ana')]
    const [group] = groupFacts(facts([...many('value', 100, (i) => i * 100 + 200), ...back]))
    const told = group ? sentencesOf('board', group, names('pt-BR')) : []
    expect(told.map(({ text }) => text)).toEqual([
      'Ana mudou valor de 5 cartões',
      'Ana mudou responsável de 5 cartões, e depois voltou atrás',
    ])
    const each = told.map((one) => one.each?.().map(({ text }) => text.replaceAll('\u00a0', ' ')))
    expect(each[0]).toHaveLength(5)
    expect(each[0]?.[4]).toBe('Ana mudou valor de R$ 1,00 para R$ 6,00 em um cartão')
    expect(each[1]?.[0]).toBe('Ana mudou responsável de Ana para Bruno em um cartão, e depois voltou atrás')
  })
})
