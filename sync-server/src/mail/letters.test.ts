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
