/** What fields and values are called when they are typed: in both languages, whatever the language of the screen. */
import { folded, type BuiltInField, type RequestFilterField, type When } from '@mutirao/documents'

/** The first is the one suggested in Portuguese, the second the one in English. All folded. */
type Words = readonly [string, string, ...string[]]

const ofCards: Readonly<Record<BuiltInField, Words>> = {
  owner: ['resp', 'owner', 'responsavel', 'dono', 'dona', 'assignee'],
  stage: ['etapa', 'stage', 'fase'],
  label: ['etiqueta', 'label', 'tag'],
  value: ['valor', 'value', 'amount'],
  closeOn: ['fecha', 'close', 'fechamento', 'closes', 'closing'],
  nextActivityOn: ['atividade', 'activity'],
  nextActivity: ['proxima', 'next'],
  account: ['conta', 'account', 'cliente', 'empresa', 'customer', 'company'],
  source: ['origem', 'source'],
  title: ['titulo', 'title'],
  contactName: ['contato', 'contact'],
  contactEmail: ['email', 'email', 'e-mail'],
  contactPhone: ['telefone', 'phone', 'fone'],
  lostReason: ['motivo', 'reason'],
  createdBy: ['autor', 'author', 'criador', 'creator'],
  createdOn: ['criada', 'created', 'criado', 'criacao'],
}

const ofRequests: Readonly<Record<RequestFilterField, Words>> = {
  status: ['situacao', 'status', 'estado'],
  waiting: ['aguarda', 'waiting', 'pendente', 'aprovador', 'approver', 'espera'],
  requester: ['solicitante', 'requester', 'resp', 'quem', 'autor', 'author'],
  total: ['valor', 'total', 'value', 'amount'],
  costCentre: ['centro', 'cost', 'custo', 'cc', 'cost-centre', 'centro-de-custo'],
  category: ['categoria', 'category'],
  priority: ['prioridade', 'priority'],
  needBy: ['precisa', 'need', 'necessario', 'ate', 'prazo', 'needby'],
  project: ['projeto', 'project'],
  place: ['entrega', 'delivery', 'local', 'place'],
  title: ['titulo', 'title'],
  number: ['numero', 'number', 'sc'],
  createdOn: ['criada', 'created', 'criado', 'criacao'],
}

interface Vocabulary {
  /** Fields that are not here are called as their people called them. */
  readonly fieldWords: Readonly<Partial<Record<string, Words>>>
  /** The field by which something is late. */
  readonly late: string
  /** Signs that stand for a field: `@ana`. */
  readonly marked: Readonly<Partial<Record<string, string>>>
}
export const vocabularies: Readonly<Record<'board' | 'requests', Vocabulary>> = {
  board: { fieldWords: ofCards, late: 'closeOn', marked: { '#': 'label', '@': 'owner' } },
  requests: { fieldWords: ofRequests, late: 'needBy', marked: { '@': 'requester' } },
}

/** Several words are one, however they are put together. */
export const whenWord = (text: string): string => folded(text.trim()).replace(/[\s_]+/gu, '-')

export const whenWords: Readonly<Record<When, readonly [string, string, ...string[]]>> = {
  overdue: ['atrasada', 'overdue', 'atrasado', 'atrasadas', 'atrasados', 'late'],
  today: ['hoje', 'today'],
  thisWeek: ['semana', 'week', 'esta-semana', 'this-week', 'nesta-semana', 'essa-semana'],
  thisMonth: ['mes', 'month', 'este-mes', 'this-month', 'neste-mes', 'esse-mes'],
  next7: ['7d', '7d', '7-dias', '7-days', 'proximos-7-dias', 'next-7-days'],
  next30: ['30d', '30d', '30-dias', '30-days', 'proximos-30-dias', 'next-30-days'],
}

export const meWords: readonly string[] = ['eu', 'me', 'mim']
export const emptyWords: readonly string[] = ['vazio', 'empty', 'nenhum', 'nenhuma', 'none', 'ninguem', 'nobody', '-']

/** Words that multiply the amount before them: `10mil`, `1,5mi`, `10k`. */
export const multipliers: readonly (readonly [RegExp, number])[] = [
  [/(?:mil|k)$/u, 1_000],
  [/(?:mi|milhao|milhoes|m)$/u, 1_000_000],
]
