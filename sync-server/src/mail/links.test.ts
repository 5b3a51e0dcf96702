import { expect, it } from 'vitest'
import { mustParseName } from '@mutirao/documents'
import { createApprovalLinks, intentIdOf } from './links.ts'

it('[MAI-5] a link holds until its end, under the secret that signed it, and stands for one intent', () => {
  const links = createApprovalLinks('a secret for tests')
  const link = {
    workspaceId: 'W',
    list: mustParseName('requests:01HLIST00000000000000000AA').name,
    requestId: 'R',
    userId: 'U',
    digest: 'd',
    round: 1,
    level: 1,
    policy: 1,
    voice: 'U',
    endsAtMs: 1_000,
  }
  const token = links.sign(link)
  expect(links.verify(token, 999)).toEqual(link)
  expect(links.verify(token, 1_000)).toBeNull()
  expect(createApprovalLinks('another').verify(token, 0)).toBeNull()
  expect(links.verify('x', 0)).toBeNull()
  // Other spellings of the same bytes would be other intents.
  const [body = '', mac = ''] = token.split('.')
  for (const spelled of [`${mac}=`, `${mac}!`, ` ${mac}`, `${mac.slice(0, 9)}\n${mac.slice(9)}`, nextOf(mac)])
    expect(links.verify(`${body}.${spelled}`, 0), spelled).toBeNull()
  expect(intentIdOf(token)).toMatch(/^mail-[\w-]{32}$/)
  expect(intentIdOf(token)).toBe(intentIdOf(links.sign(link)))
})

/** The last sign carries two bits that mean nothing. */
const nextOf = (mac: string): string => mac.slice(0, -1) + String.fromCharCode(mac.charCodeAt(mac.length - 1) + 1)
