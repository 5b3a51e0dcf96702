import type { NotificationRecord } from '@mutirao/persistence'
import { describe, expect, it } from 'vitest'
import { letterOf } from './letters.ts'

describe('a letter about a word that did not count', () => {
  it('[NTC-9] says in its subject which word, and in its text why and what to do', () => {
    const args = { title: 'Notebooks', number: 'SC-2026-0007', type: 'request.approve', reason: 'stale_policy' }
    const notice = { event: 'purchase_request_refused', args } as unknown as NotificationRecord
    const { subject, text } = letterOf([notice], { page: () => '/p', approve: () => '/a', nameOf: () => '' })
    expect(subject).toBe('Sua aprovação não valeu: SC-2026-0007 · Notebooks')
    expect(text).toContain('A política de aprovação mudou antes. Veja como está agora e decida de novo.')
    expect(text).not.toContain('/a')
  })
})
