import type { NotificationRecord } from '@mutirao/persistence'
import { describe, expect, it } from 'vitest'
import { letterOf } from './letters.ts'

const links = { page: () => '/p', approve: () => '/a', isOver: () => false, nameOf: () => '' }

describe('a letter about a word that did not count', () => {
  it('[NTC-9] says in its subject which word, and in its text why and what to do', () => {
    const args = { title: 'Notebooks', number: 'SC-2026-0007', type: 'request.approve', reason: 'stale_policy' }
    const notice = { event: 'purchase_request_refused', args } as unknown as NotificationRecord
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
      return letterOf([{ event: 'purchase_request_changed', args } as unknown as NotificationRecord], links).subject
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
