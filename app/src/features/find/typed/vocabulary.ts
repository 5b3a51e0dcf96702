/** What fields and values are called when they are typed: in both languages, whatever the language of the screen. */
import type { BuiltInField, When } from '@mutirao/documents'

/** The first of each is the one suggested in Portuguese, the second the one in English. All folded. */
export const fieldWords: Readonly<Record<BuiltInField, readonly [string, string, ...string[]]>> = {
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

export const whenWords: Readonly<Record<When, readonly [string, string, ...string[]]>> = {
  overdue: ['atrasada', 'overdue', 'atrasado', 'atrasadas', 'atrasados', 'late'],
  today: ['hoje', 'today'],
  thisWeek: ['semana', 'week', 'esta-semana', 'this-week'],
  thisMonth: ['mes', 'month', 'este-mes', 'this-month'],
  next7: ['7d', '7d'],
  next30: ['30d', '30d'],
}

export const meWords: readonly string[] = ['eu', 'me', 'mim']
export const emptyWords: readonly string[] = ['vazio', 'empty', 'nenhum', 'nenhuma', 'none', 'ninguem', 'nobody', '-']

/** Words that multiply the amount before them: `10mil`, `1,5mi`, `10k`. */
export const multipliers: readonly (readonly [RegExp, number])[] = [
  [/(?:mil|k)$/u, 1_000],
  [/(?:mi|milhao|milhoes|m)$/u, 1_000_000],
]
