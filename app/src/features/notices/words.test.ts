import type { NotificationSnapshot } from '@mutirao/documents'
import { beforeAll, describe, expect, it } from 'vitest'
import { fetchWords } from '../../i18n/dictionary.ts'
import { toldBy } from './words.ts'

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

it('[NTC-13] a mention says in what it stands', () => {
  const mention = { ...notice('comment_mention', { by: 'ana', text: 'Oi' }), document: 'card:board.card' }
  const titles = (document: string) => (document === 'card:board.card' ? 'Notebooks' : '')
  expect(toldBy(mention, () => 'Ana', titles)).toEqual({
    what: 'Ana mencionou você em um comentário',
    about: 'Notebooks',
    more: '“Oi”',
  })
})
