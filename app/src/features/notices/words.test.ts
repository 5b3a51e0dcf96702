import type { NotificationSnapshot } from '@mutirao/documents'
import { beforeAll, describe, expect, it } from 'vitest'
import { fetchWords } from '../../i18n/dictionary.ts'
import { toldBy, toldTogether } from './words.ts'

const notice = (event: string, args: NotificationSnapshot['args']): NotificationSnapshot =>
  ({ id: 'n', event, args, atMs: 0, isRead: false }) as unknown as NotificationSnapshot
const told = (args: NotificationSnapshot['args']) =>
  toldBy(notice('purchase_request_refused', { number: 'SC-2026-0007', title: 'Notebooks', ...args }), () => 'Carla')
const plain = (text: string) => text.replaceAll(/\s/gu, ' ')

beforeAll(() => fetchWords('pt-BR', 'all'))

describe('a notice of a word that did not count', () => {
  it('[NTC-9] says which word, why, from which amount to which, and what to do', () => {
    const changed = told({
      type: 'request.approve',
      reason: 'stale_content',
      shownCents: 50_000,
      totalCents: 90_000,
      currency: 'BRL',
    })
    expect([changed.what, changed.about, plain(changed.more)]).toEqual([
      'Sua aprovação não valeu',
      'SC-2026-0007 · Notebooks',
      'O conteúdo mudou depois que você viu. De R$ 500,00 para R$ 900,00. Veja como está agora e decida de novo.',
    ])
    const late = told({ type: 'request.reject', reason: 'level_done', shownCents: 900, totalCents: 900 })
    expect([late.what, late.more]).toEqual([
      'Sua rejeição não valeu',
      'Outra pessoa do nível decidiu antes. Você não precisa fazer nada.',
    ])
    // What a later version of the server says is a sentence too.
    expect(told({ type: 'x', reason: 'y' })).toMatchObject({
      what: 'Seu pedido não valeu',
      more: 'O servidor não pôde aceitar. Veja como está agora e decida de novo.',
    })
  })
})

it('[NTC-12] approvals that begin again say what changed, the content or the policy', () => {
  const said = (reason: string) => toldBy(notice('purchase_request_changed', { reason }), () => '').what
  expect(said('policy_changed')).toBe('A política mudou e as aprovações recomeçaram')
  expect(said('content_changed')).toBe('O conteúdo mudou e as aprovações recomeçaram')
})

it('[APV-29] who is asked because others did not answer in time is told so', () => {
  const said = toldBy(
    notice('purchase_request_waiting', { reason: 'escalated', level: 2, by: 'server' }),
    () => '',
  ).what
  expect(said).toBe('Escalou para você: espera a sua aprovação (A2)')
})

it('[NTC-13] a mention says in what it stands', () => {
  const mention = { ...notice('comment_mention', { by: 'ana', text: 'Oi' }), document: 'card:board.card' }
  const titles = (document: string) => (document === 'card:board.card' ? 'Notebooks' : '')
  expect(toldBy(mention, () => 'Ana', titles)).toEqual({
    what: 'Ana mencionou você em um comentário',
    about: 'Notebooks',
    more: '“Oi”',
  })
})

it('[NTC-14] one policy is told once: how many begin again, how many of them ask, how many came back', () => {
  const of = (id: string, subject: string, event: string, args = {}) => ({
    ...notice(`purchase_request_${event}`, { reason: 'policy_changed', by: 'server', ...args }),
    id,
    subject,
  })
  const group = [
    of('1', 'a', 'waiting'),
    of('2', 'b', 'waiting'),
    of('3', 'c', 'changed'),
    of('4', 'd', 'returned', { why: 'no_rule' }),
  ]
  expect(toldTogether(group, new Set(['2']))).toEqual({
    what: 'A política mudou e as aprovações recomeçaram',
    about: '4 solicitações',
    more: '1 espera a sua aprovação · 1 voltou para você',
  })
  expect(toldBy(group[3] as NotificationSnapshot, () => '')).toMatchObject({
    what: 'Voltou para você',
    more: 'Nenhuma regra da política serve.',
  })
})

it('[NTC-15] a substitution that begins says for whom, until when, and how much waits for that', () => {
  const args = { by: 'carla', endMs: new Date(2026, 11, 13).getTime(), count: 2, text: 'Férias' }
  const { what, more } = toldBy(notice('approval_delegation_began', args), () => 'Carla')
  expect(what).toBe('Você aprova em nome de Carla')
  expect(more).toMatch(/^até .*12.* · 2 solicitações já esperam “Férias”$/u)
  expect(toldBy(notice('approval_delegation_began', { by: 'c', count: 0 }), () => 'Carla').more).toBe(
    'nada espera por isso agora',
  )
})
