import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkParts } from './links.ts'

const hrefs = (text: string) => linkParts(text).flatMap((part) => (part.href === undefined ? [] : [part.href]))

describe('linkParts', () => {
  it('[CRD-8] finds addresses and leaves the sentence around them alone', () => {
    expect(hrefs('Ver https://ipe.example/a?b=1&c=2#d, e (http://x.example/y).')).toEqual([
      'https://ipe.example/a?b=1&c=2#d',
      'http://x.example/y',
    ])
    expect(hrefs('https://x.example/a_(b)')).toEqual(['https://x.example/a_(b)'])
  })
  it('[CRD-8] makes nothing else a link', () => {
    expect(
      hrefs('javascript:alert(1) data:text/html,x file:///etc/passwd ftp://x mailto:a@b.example <b>x</b> xhttps://'),
    ).toEqual([])
  })
  it('[CRD-8] loses no character', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('https://', 'http://a.b', ' ', '.', ')', '(', '"'), fc.string({ maxLength: 4 })))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (raw) => {
        const parts = linkParts(raw)
        expect(parts.map((part) => part.text).join('')).toBe(raw)
        for (const part of parts) if (part.href !== undefined) expect(part.href).toMatch(/^https?:\/\//iu)
      }),
      { numRuns: 300 },
    )
  })
})
