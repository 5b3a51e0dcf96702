import { expect, it } from 'vitest'
import type { SentencePart } from '@mutirao/documents'
import { laterLine } from './later-line.ts'

const actor: SentencePart = { role: 'actor', text: 'Ana' }
const text = (words: string): SentencePart => ({ role: 'text', text: words })
const acme: SentencePart = { role: 'subject', text: 'acme' }
const said = (...parts: readonly SentencePart[]): string =>
  laterLine(parts)
    .parts.map((part) => part.text)
    .join('')

it('[HSC-20] a later sentence of a sitting begins with what was done, in a capital letter', () => {
  expect(said(actor, text(' moveu '), acme)).toBe('Moveu acme')
  expect(said(actor, text(': '), text('etapa'), text(' de '), acme)).toBe('Etapa de acme')
  expect(laterLine([actor, text(' moveu '), acme]).actor).toBe('Ana')
})

it('[HSC-20] what people wrote keeps its letters, and a sentence without a person stays as it is', () => {
  expect(said(actor, text(': '), acme, text(' voltou'))).toBe('acme voltou')
  expect(said(text('um anexo chegou'))).toBe('um anexo chegou')
  expect(laterLine([actor])).toEqual({ actor: null, parts: [actor] })
})
