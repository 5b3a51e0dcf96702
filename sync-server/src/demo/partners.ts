import type { ImportRow, NewStage } from '@mutirao/documents'

/** A second, small board, so that the demo has more than one: partnerships instead of sales. */
export const partnerStages: readonly NewStage[] = [
  { name: 'Contato', kind: 'open', probability: 10, color: '#8b928f' },
  { name: 'Conversa', kind: 'open', probability: 30, color: '#2c68d6' },
  { name: 'Piloto', kind: 'open', probability: 60, color: '#d99100', wipLimit: 3 },
  { name: 'Parceria ativa', kind: 'won', probability: 100, color: '#0b6e4f' },
  { name: 'Encerrada', kind: 'lost', probability: 0, color: '#b3402c' },
]

/** `stage` is an index into `partnerStages`, `owner` one into the people of the demo. Money in cents. */
interface Partner {
  readonly stage: number
  readonly owner: number
  readonly title: string
  readonly account: string
  readonly value?: number
  readonly label?: string
}

const partners: readonly Partner[] = [
  { stage: 0, owner: 1, title: 'Indicação de clientes no interior', account: 'Contábil Campinas' },
  { stage: 0, owner: 6, title: 'Revenda na região Sul', account: 'Sulina Distribuidora', value: 48_000_00 },
  { stage: 0, owner: 2, title: 'Frete compartilhado', account: 'Rota Nordeste Cargas' },
  {
    stage: 1,
    owner: 1,
    title: 'Integração com emissor de notas',
    account: 'Nota Ágil',
    value: 36_500_00,
    label: 'integração',
  },
  { stage: 1, owner: 6, title: 'Eventos em conjunto 2026', account: 'Associação Comercial de Betim' },
  { stage: 1, owner: 3, title: 'Treinamento de equipes', account: 'Escola do Varejo', value: 22_000_00 },
  {
    stage: 2,
    owner: 6,
    title: 'Piloto de catálogo digital',
    account: 'Vitrine Goiás',
    value: 61_900_00,
    label: 'prioridade',
  },
  { stage: 2, owner: 2, title: 'Compra coletiva de embalagens', account: 'Cooperativa Serra Azul', value: 18_750_00 },
  { stage: 3, owner: 1, title: 'Suporte técnico em Minas', account: 'Assistência Horizonte', value: 84_000_00 },
  {
    stage: 3,
    owner: 6,
    title: 'Revenda em Salvador',
    account: 'Bahia Negócios',
    value: 120_000_00,
    label: 'prioridade',
  },
  { stage: 4, owner: 3, title: 'Marketplace regional', account: 'Praça Online' },
]

/** The partnerships as rows for `importCards`. @param stageIds in order @param people user ids, at least one */
export function partnerRows(stageIds: readonly string[], people: readonly string[]): readonly ImportRow[] {
  return partners.map(({ stage, owner, title, account, value, label }) => {
    const [stageId, ownerId] = [stageIds[stage], people[owner % people.length]]
    if (stageId === undefined || ownerId === undefined) throw new RangeError('the demo needs its stages and somebody')
    const fields = { account, owner: ownerId, ...(value === undefined ? {} : { value }) }
    return { stageId, title, fields, labels: label === undefined ? [] : [label] }
  })
}
