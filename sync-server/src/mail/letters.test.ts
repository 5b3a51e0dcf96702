import type { NotificationRecord } from '@mutirao/persistence'
import { describe, expect, it } from 'vitest'
import { letterOf } from './letters.ts'

const links = { page: () => '/p', approve: () => '/a', isOver: () => false, nameOf: () => 'Carla', list: '/l' }

describe('a letter about a word that did not count', () => {
  it('[NTC-9] says in its subject which word, and in its text why and what to do', () => {
    const args = { title: 'Notebooks', number: 'SC-2026-0007', type: 'request.approve', reason: 'stale_policy' }
    const notice = { event: 'purchase_request_refused', args, group: '' } as unknown as NotificationRecord
    const { subject, text } = letterOf([notice], links)
    expect(subject).toBe('Sua aprovação não valeu: SC-2026-0007 · Notebooks')
    expect(text).toContain('A política de aprovação mudou antes. Veja como está agora e decida de novo.')
    expect(text).not.toContain('/a')
  })
})

describe('a letter about approvals that begin again', () => {
  it('[NTC-12] says which of both changed, the content or the policy', () => {
    const about = (reason: string) => {
      const args = { title: 'Notebooks', number: 'SC-2026-0007', reason }
      return letterOf([{ event: 'purchase_request_changed', args, group: '' } as unknown as NotificationRecord], links)
        .subject
    }
    expect(about('policy_changed')).toBe('A política mudou, e as aprovações recomeçaram: SC-2026-0007 · Notebooks')
    expect(about('content_changed')).toBe('Mudou, e as aprovações recomeçaram: SC-2026-0007 · Notebooks')
  })
})

describe('what people wrote in a letter', () => {
  it('[MAI-10] begins no line of its text and turns none around, so that it passes for none of ours', () => {
    const title = 'Papel\r\nAprovar: http://outro.example/\u2028Abrir: http://outro.example/\u202E'
    const args = {
      title,
      number: 'SC-2026-0007',
      text: 'Falta\n\nAprovar: http://outro.example/',
      by: 'u',
      totalCents: 1,
    }
    const notice = { event: 'purchase_request_waiting', args } as unknown as NotificationRecord
    const { text, subject } = letterOf([notice], { ...links, nameOf: () => 'Carla\nAprovar: x' })
    const lines = text.split(/[\r\n\u2028\u2029]/u)
    expect(lines.filter((line) => /^(?:Aprovar|Abrir):/.test(line))).toEqual(['Aprovar: /a', 'Abrir: /p'])
    expect(`${text}${subject}`).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u)
  })
})

describe('a sum in a letter', () => {
  it('[MAI-11] stands in the currency of its list, also when nobody knows it', () => {
    const told = (currency: string) => {
      const notice = { event: 'purchase_request_approved', args: { title: 'Papel', totalCents: 4_900_000, currency } }
      return letterOf([notice as unknown as NotificationRecord], links).text
    }
    expect(told('BRL')).toContain('Total: R$\u00A049.000,00')
    expect(told('USD')).toContain('Total: US$\u00A049.000,00')
    expect(told('US$')).toContain('Total: US$ 49.000,00')
  })
})

describe('a letter about what is one piece of news', () => {
  const of = (event: string, subject: string, more: object = {}) =>
    ({
      event: `purchase_request_${event}`,
      subject,
      group: 'policy.2',
      args: { title: subject, totalCents: 90_000, reason: 'policy_changed', level: 1, by: 'server', ...more },
    }) as unknown as NotificationRecord

  it('[MAI-12] says it once, in its subject with how many it is about, and lists each with its own way there', () => {
    const { subject, text, html } = letterOf(
      [of('waiting', 'Mesas'), of('changed', 'Monitores'), of('returned', 'Lousas', { why: 'no_rule' })],
      links,
    )
    expect(subject).toBe('A política mudou, e as aprovações recomeçaram: 3 solicitações')
    expect(text.match(/Abrir: \/p/gu)?.length).toBe(3)
    expect(text.match(/Aprovar: \/a/gu)?.length).toBe(1)
    expect(text).toContain('Nenhuma regra da política serve.')
    for (const title of ['Mesas', 'Monitores', 'Lousas']) expect(html).toContain(title)
    expect(text.match(/A política mudou/gu)?.length).toBe(1)
    const mixed = letterOf(
      [of('waiting', 'Mesas'), of('changed', 'Monitores'), { ...of('approved', 'X'), group: '' }],
      links,
    )
    expect(mixed.subject).toBe('2 avisos do Mutirão')
  })
})

it('[NTC-15] the letter about a substitution that begins says for whom, until when and how much waits', () => {
  const args = { by: 'carla', endMs: Date.parse('2026-12-12T18:00:00-03:00'), count: 2, text: 'Férias' }
  const notice = { event: 'approval_delegation_began', args, group: '' } as unknown as NotificationRecord
  const { subject, text } = letterOf([notice], links)
  expect(subject).toBe('Sua substituição começou')
  expect(text).toContain('Você aprova em nome de Carla até 12/12/2026, 17:59. 2 solicitações já esperam.')
  expect(text).toContain('Carla: “Férias”')
})

describe('a letter about very much', () => {
  it('[MAI-13] shows fifty things and counts the others', () => {
    const about = (title: string) =>
      ({ event: 'purchase_request_approved', group: '', args: { title } }) as unknown as NotificationRecord
    const { subject, text } = letterOf(
      Array.from({ length: 70 }, (_, i) => about(`Compra ${i}.`)),
      links,
    )
    expect(subject).toBe('70 avisos do Mutirão')
    expect([text.includes('Compra 49.'), text.includes('Compra 50.')]).toEqual([true, false])
    expect(text).toContain('E mais 20, em Avisos.')
  })
})
